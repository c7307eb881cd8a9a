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
    /// <param name="Tokens">Question and answer together, as the server says; null when it does not.</param>
    /// <param name="IsCut">It did not come to its end.</param>
    internal sealed record Answered(string Text, int? Tokens, bool IsCut) : ModelOutcome;

    /// <summary>It will not do what it was asked.</summary>
    /// <param name="Why">The end of a sentence that begins with the model.</param>
    /// <param name="Tokens">The same as of an answer.</param>
    internal sealed record Refused(string Why, int? Tokens) : ModelOutcome;

    /// <summary>The server answered, and not in the form of a chat.</summary>
    internal sealed record Unreadable : ModelOutcome;

    /// <summary>The question does not fit the model's context, whatever the settings say of it.</summary>
    internal sealed record TooLong : ModelOutcome;

    /// <summary>There is no answer.</summary>
    /// <param name="Failure">Why.</param>
    /// <param name="IsCharged">The server may have worked for it all the same.</param>
    internal sealed record Failed(Failure Failure, bool IsCharged) : ModelOutcome;
}
