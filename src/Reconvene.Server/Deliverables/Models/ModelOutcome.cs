using Reconvene.Server.Platform;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>How asking a model went.</summary>
internal abstract record ModelOutcome
{
    private ModelOutcome()
    {
    }

    /// <summary>It said something.</summary>
    /// <param name="Text">What.</param>
    /// <param name="Tokens">Question and answer together.</param>
    /// <param name="IsRefused">It will not do what it was asked.</param>
    /// <param name="IsCut">It did not come to its end.</param>
    internal sealed record Answered(string Text, int Tokens, bool IsRefused, bool IsCut) : ModelOutcome;

    internal sealed record Failed(Failure Failure) : ModelOutcome;
}
