namespace Reconvene.Simulator.OpenAi.Http;

/// <summary>The request cannot be answered; what the caller is told.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design", "CA1064:Exceptions should be public", Justification = "Thrown and caught within one request.")]
internal sealed class RefusedException(OpenAiError error) : Exception(error.Message)
{
    public OpenAiError Error { get; } = error;
}
