namespace Reconvene.Client.Connections;

/// <summary>A sub-account of a master account, as Zoom lists it.</summary>
public sealed record SubAccountView
{
    /// <summary>Zoom's id of it: what <c>config.account_ids</c> of a source takes.</summary>
    public required string AccountId { get; init; }

    /// <summary>Its name.</summary>
    public string? AccountName { get; init; }

    /// <summary>Its owner's e-mail address.</summary>
    public string? OwnerEmail { get; init; }

    /// <summary>Its kind, in Zoom's words.</summary>
    public string? AccountType { get; init; }

    /// <summary>How many licences it has.</summary>
    public int? Seats { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
