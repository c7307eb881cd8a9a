using Reconvene.Zoom.Webhooks;

namespace Reconvene.Server.Webhooks.Intake;

/// <summary>What became of a request to a webhook address.</summary>
internal abstract record IntakeOutcome
{
    private IntakeOutcome()
    {
    }

    /// <summary>The event is in the inbox, now or since before.</summary>
    internal sealed record Taken : IntakeOutcome;

    /// <summary>Zoom asked whether the address is ours.</summary>
    internal sealed record Answered(UrlValidationAnswer Answer) : IntakeOutcome;

    /// <summary>Zoom asked with something that must not be signed.</summary>
    internal sealed record BadChallenge : IntakeOutcome;

    /// <summary>Proven, and not JSON that we read.</summary>
    internal sealed record NotJson(string Reason) : IntakeOutcome;

    /// <summary>Signed by none of the secrets, or outside the accepted time.</summary>
    internal sealed record NotProven : IntakeOutcome;

    /// <summary>Not proven, and its sender has sent too many like it.</summary>
    internal sealed record Flooding(TimeSpan Wait) : IntakeOutcome;

    /// <summary>Proven, and there is no place for it: Zoom must come again.</summary>
    internal sealed record NotStored : IntakeOutcome;
}
