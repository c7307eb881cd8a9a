using Reconvene.Server.Platform;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>How recognition of one piece went.</summary>
internal abstract record HeardOutcome
{
    private HeardOutcome()
    {
    }

    internal sealed record Done(Heard Heard) : HeardOutcome;

    /// <summary>It waits, or ends with a reason, by the failure's kind.</summary>
    internal sealed record Failed(Failure Failure) : HeardOutcome;
}
