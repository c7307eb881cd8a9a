namespace Reconvene.Zoom.Webhooks;

/// <summary>What an event says about itself. A hint: state is read from Zoom before anything is done.</summary>
public sealed record WebhookEnvelope
{
    /// <summary>The event's name.</summary>
    public required string Event { get; init; }

    /// <summary>When it happened, if told in a form we know.</summary>
    public DateTimeOffset? EventAt { get; init; }

    /// <summary>The account whose event it is.</summary>
    public string? AccountId { get; init; }

    /// <summary>The meeting instance.</summary>
    public string? ObjectUuid { get; init; }

    /// <summary>The meeting's number.</summary>
    public long? MeetingId { get; init; }

    /// <summary>The object's id as text: a meeting's number, or a user's id in <c>user.*</c>.</summary>
    public string? ObjectId { get; init; }

    /// <summary>The host's user id.</summary>
    public string? HostId { get; init; }

    /// <summary>The user of <c>app_deauthorized</c>.</summary>
    public string? UserId { get; init; }

    /// <summary>The app of <c>app_deauthorized</c>.</summary>
    public string? ClientId { get; init; }

    /// <summary>The question of <c>endpoint.url_validation</c>.</summary>
    public string? PlainToken { get; init; }

    /// <summary>Whether a <c>download_token</c> came along (beside the payload).</summary>
    public bool HasDownloadToken { get; init; }

    /// <summary>The name, and nothing else.</summary>
    public override string ToString() => $"WebhookEnvelope {Event}";
}
