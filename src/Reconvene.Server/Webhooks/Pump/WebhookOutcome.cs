using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Server.Webhooks.Pump;

/// <summary>What a handler made of an event.</summary>
internal abstract record WebhookOutcome
{
    private WebhookOutcome()
    {
    }

    /// <summary>The effect stands in the transaction.</summary>
    internal sealed record Done : WebhookOutcome;

    /// <summary>Proven, and nothing is to be done. Never repeat a name or an address of a person in the reason.</summary>
    internal sealed record Kept(string Reason) : WebhookOutcome;

    /// <summary>Could not be done; what was changed for it is rolled back. Retried if waiting helps.</summary>
    [SuppressMessage("Naming", "CA1721", Justification = "The failure is what it carries.")]
    internal sealed record Failed(Platform.Failure Failure) : WebhookOutcome;
}
