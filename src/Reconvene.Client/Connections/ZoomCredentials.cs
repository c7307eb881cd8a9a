namespace Reconvene.Client.Connections;

/// <summary>The credentials of a Server-to-Server OAuth app, as the Zoom Marketplace shows them.</summary>
public sealed record ZoomCredentials
{
    /// <summary>The account's id; 5 characters or more.</summary>
    public string? AccountId { get; init; }

    /// <summary>The app's client id; 5 characters or more.</summary>
    public string? ClientId { get; init; }

    /// <summary>The app's client secret; 10 characters or more.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>A name of your own for the account; not used to sign in.</summary>
    public string? Account { get; init; }

    /// <summary>Whether the app belongs to a master account. False by default.</summary>
    public bool? IsMasterAccount { get; init; }

    /// <summary>The text of the record: nothing of what it holds.</summary>
    public override string ToString() => "***";
}
