using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Client.ZoomApps;

/// <summary>A Zoom app known to the server, without its secrets.</summary>
public sealed record ZoomAppView
{
    /// <summary>Its id here.</summary>
    public long Id { get; init; }

    /// <summary>Last part of its webhook address, <c>/webhooks/zoom/{name}</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Client id; empty for an app known only by its webhook secret.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>Whether a client secret is kept.</summary>
    public bool HasClientSecret { get; init; }

    /// <summary>OAuth redirect address.</summary>
    [SuppressMessage("Design", "CA1056", Justification = "Compared by Zoom as text, so kept as it was written.")]
    public string? RedirectUri { get; init; }

    /// <summary>How many webhook secret tokens are kept.</summary>
    public int WebhookSecretCount { get; init; }

    /// <summary>When Zoom last asked whether the webhook address is ours, and was answered.</summary>
    public DateTimeOffset? LastCrcAt { get; init; }

    /// <summary>When the last proven event came.</summary>
    public DateTimeOffset? LastEventAt { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
