namespace Reconvene.Client.Connections;

/// <summary>What a check of a connection found.</summary>
public sealed record CredentialCheck
{
    /// <summary>The connection.</summary>
    public required long CredentialId { get; init; }

    /// <summary>Whether no item is in error.</summary>
    public required bool Ok { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>
    /// What was looked at, in order: <c>token</c>, <c>call</c>, <c>who</c>, <c>recordings</c>, <c>clock</c>,
    /// <c>other_program</c>, <c>webhook_secret</c>, <c>webhook_address</c>, <c>events</c>, and <c>meeting</c> when one was
    /// asked for.
    /// </summary>
    public required IReadOnlyList<CheckItem> Items { get; init; }

    /// <summary>Every feature, and whether the scopes are enough for it.</summary>
    public required IReadOnlyList<FeatureCheck> Features { get; init; }

    /// <summary>The scopes that Zoom granted; empty also when it did not tell them.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The meeting that was made and deleted; null when none was asked for, or none was made.</summary>
    public CheckMeeting? Meeting { get; init; }
}
