using Reconvene.Server.Platform;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>How the writing of a draft went.</summary>
internal abstract record DraftOutcome
{
    private DraftOutcome()
    {
    }

    /// <summary>There is one.</summary>
    /// <param name="Draft">What the model wrote.</param>
    /// <param name="IsNew">False when it was asked before, and its answer was kept.</param>
    internal sealed record Written(Draft Draft, bool IsNew) : DraftOutcome;

    /// <summary>The model answers, and nothing comes of it.</summary>
    /// <param name="Why">The end of a sentence that begins with the model.</param>
    internal sealed record Useless(string Why) : DraftOutcome;

    /// <summary>What is read at once must be less.</summary>
    internal sealed record TooLong : DraftOutcome;

    /// <summary>The day's budget is used up: a limit of ours, which the next day lifts.</summary>
    internal sealed record UsedUp(Failure Failure) : DraftOutcome;

    /// <summary>The model cannot be asked now, or never.</summary>
    internal sealed record Failed(Failure Failure) : DraftOutcome;
}
