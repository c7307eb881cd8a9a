namespace Reconvene.Client.Sources;

/// <summary>Which recordings of a Zoom account a source takes.</summary>
public sealed record ZoomSourceConfig
{
    /// <summary>Only this host, by Zoom user id or e-mail address. Everyone when left out.</summary>
    public string? UserId { get; init; }

    /// <summary>
    /// Whether to look into Zoom's trash too. What lies there cannot be fetched: it stands in the ledger with the day until which
    /// it can be recovered. False by default.
    /// </summary>
    public bool? IncludeTrash { get; init; }

    /// <summary>
    /// <c>cloud</c>: recordings of meetings and webinars, the default. <c>phone</c>: call recordings and voicemails of Zoom Phone.
    /// <c>all</c>: both.
    /// </summary>
    public string? RecordingType { get; init; }

    /// <summary>Whether the connection's app belongs to a master account. False by default.</summary>
    public bool? IsMasterAccount { get; init; }

    /// <summary>With a master account: the e-mail addresses of the hosts to take, read with one token.</summary>
    public IReadOnlyList<string>? UserEmails { get; init; }

    /// <summary>With a master account: ids of the accounts to take.</summary>
    public IReadOnlyList<string>? AccountIds { get; init; }
}
