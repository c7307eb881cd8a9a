namespace Reconvene.Client.Connections;

/// <summary>A connected Zoom account. Secrets are never part of it.</summary>
public sealed record CredentialView
{
    /// <summary>What other routes call <c>credential_id</c>.</summary>
    public required long Id { get; init; }

    /// <summary>Always <c>zoom</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>What people call it.</summary>
    public required string AccountName { get; init; }

    /// <summary>
    /// How it was connected: <c>server_to_server</c> by an account's app, or <c>oauth</c> by a person's consent or a pasted
    /// token, which sees that person's own recordings alone.
    /// </summary>
    public required string Type { get; init; }

    /// <summary>The Zoom account's id.</summary>
    public string? AccountId { get; init; }

    /// <summary>The client id of the Zoom app it was made with.</summary>
    public string? ClientId { get; init; }

    /// <summary>The Zoom app it was made with; webhook events are matched through it.</summary>
    public long? ZoomAppId { get; init; }

    /// <summary>The Zoom user of an <c>oauth</c> connection, once known.</summary>
    public string? ZoomUserId { get; init; }

    /// <summary>That user's e-mail address at Zoom.</summary>
    public string? ZoomEmail { get; init; }

    /// <summary>When its credentials were last given.</summary>
    public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>The account's plan, by which its rate limits go: <c>free</c>, <c>pro</c> or <c>business</c>.</summary>
    public string Plan { get; init; } = "pro";

    /// <summary>Whether the app belongs to a master account.</summary>
    public required bool IsMasterAccount { get; init; }

    /// <summary>Whether it may be used.</summary>
    public required bool IsActive { get; init; }

    /// <summary>Whether Zoom refuses it until someone gives new credentials.</summary>
    public required bool NeedsReauth { get; init; }

    /// <summary>Why it cannot be used; null when it can.</summary>
    public string? Reason { get; init; }

    /// <summary>When a call was last made with it; null when never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was connected.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What its last check found; null when there was none, and in lists.</summary>
    public CredentialCheck? LastCheck { get; init; }
}
