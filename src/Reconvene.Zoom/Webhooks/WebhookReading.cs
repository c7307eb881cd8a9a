using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Zoom.Webhooks;

/// <summary>What reading an event's body gave: one of the two nested outcomes, and nothing else.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The outcomes are the type; nesting closes the family.")]
public abstract record WebhookReading
{
    private WebhookReading()
    {
    }

    /// <summary>It is an event.</summary>
    /// <param name="Envelope">What it says about itself.</param>
    public sealed record Read(WebhookEnvelope Envelope) : WebhookReading;

    /// <summary>It is not: keep it with the reason, if it is proven.</summary>
    /// <param name="Reason">What is wrong, without its content.</param>
    public sealed record Unreadable(string Reason) : WebhookReading;
}
