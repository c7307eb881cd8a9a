namespace Reconvene.Client.Webhooks;

/// <summary>One notification from Zoom as received; its body is kept sealed and not shown.</summary>
public sealed record WebhookEventView
{
    /// <summary>Its id here.</summary>
    public long Id { get; init; }

    /// <summary>Id of the Zoom app whose secret proved it.</summary>
    public long ZoomAppId { get; init; }

    /// <summary>Name of that app; null when it was removed since.</summary>
    public string? App { get; init; }

    /// <summary>Zoom's name of the event.</summary>
    public string Event { get; init; } = "";

    /// <summary>When it came.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it happened, as Zoom says.</summary>
    public DateTimeOffset? EventAt { get; init; }

    /// <summary><c>new</c> (waits), <c>done</c> (acted on) or <c>kept</c> (nothing was to be done, see the reason).</summary>
    public string State { get; init; } = "";

    /// <summary>Why it is kept, or why it is to be tried again.</summary>
    public string? Reason { get; init; }
}
