namespace Reconvene.Simulator.Control;

/// <summary>One attempt to bring one event to the receiver.</summary>
public sealed record WebhookDelivery
{
    /// <summary>Counted from one, in the order in which they ended.</summary>
    public int Number { get; init; }

    /// <summary>The name of the event.</summary>
    public required string Event { get; init; }

    /// <summary>The app that it was sent for, and whose secret signs it.</summary>
    public required string ClientId { get; init; }

    /// <summary>One for the first try.</summary>
    public required int Attempt { get; init; }

    /// <summary>When it was sent, by the simulator's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it was sent.</summary>
    public required Uri Target { get; init; }

    /// <summary>What stood in <c>x-zm-request-timestamp</c>.</summary>
    public required string Timestamp { get; init; }

    /// <summary>What stood in <c>x-zm-signature</c>.</summary>
    public required string Signature { get; init; }

    /// <summary>What stood in <c>x-zm-trackingid</c>.</summary>
    public required string TrackingId { get; init; }

    /// <summary>The body, byte for byte.</summary>
    public required string Body { get; init; }

    /// <summary>The status answered; null when there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>The body answered.</summary>
    public string? Answer { get; init; }

    /// <summary>Why there was no answer.</summary>
    public string? Error { get; init; }
}
