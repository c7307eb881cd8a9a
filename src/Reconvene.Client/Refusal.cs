using System.Net.Http.Json;
using System.Text.Json;

namespace Reconvene.Client;

/// <summary>Reads <c>application/problem+json</c>; an answer without it still becomes a sentence.</summary>
internal sealed record Refusal(string? Title, string? Detail, string? ErrorCode, IReadOnlyList<ProblemField>? Errors, string? TraceId)
{
    public static async Task<ReconveneException> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var refusal = await TryReadAsync(answer, cancellation);
        var detail = refusal?.Detail ?? refusal?.Title ?? $"The server answered {(int)answer.StatusCode} without saying why.";
        return new ReconveneException(
            answer.StatusCode,
            refusal?.ErrorCode ?? $"http_{(int)answer.StatusCode}",
            detail,
            refusal?.Errors ?? [],
            refusal?.TraceId);
    }

    private static async Task<Refusal?> TryReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.Content.Headers.ContentType?.MediaType is not "application/problem+json")
        {
            return null;
        }

        try
        {
            return await answer.Content.ReadFromJsonAsync<Refusal>(ReconveneClient.Json, cancellation);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
