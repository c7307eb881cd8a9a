namespace Reconvene.Client.Connections;

/// <summary>
/// The credentials of a Server-to-Server OAuth app, as the Zoom Marketplace shows them; or, with an access token, those
/// of a person's OAuth grant that was got elsewhere.
/// </summary>
public sealed record ZoomCredentials
{
    /// <summary>The account's id; 5 characters or more. Not used with an access token.</summary>
    public string? AccountId { get; init; }

    /// <summary>The app's client id; 5 characters or more. With an access token it may be left out.</summary>
    public string? ClientId { get; init; }

    /// <summary>The app's client secret; 10 characters or more. With an access token it may be left out.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>A name of your own for the account; not used to sign in.</summary>
    public string? Account { get; init; }

    /// <summary>Whether the app belongs to a master account. False by default; not possible with an access token.</summary>
    public bool? IsMasterAccount { get; init; }

    /// <summary>A person's OAuth access token; 10 characters or more.</summary>
    public string? AccessToken { get; init; }

    /// <summary>Its refresh token; without it, or without the app's id and secret, the connection ends with the token.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>The kind of token; <c>bearer</c>.</summary>
    public string? TokenType { get; init; }

    /// <summary>The granted scopes, separated by spaces; up to 64,000 characters.</summary>
    public string? Scope { get; init; }

    /// <summary>How many seconds the token still lives, from now. An hour when neither this nor expiry is given.</summary>
    public int? ExpiresIn { get; init; }

    /// <summary>When the token ends; counts before <see cref="ExpiresIn"/>.</summary>
    public DateTimeOffset? Expiry { get; init; }

    /// <summary>The text of the record: nothing of what it holds.</summary>
    public override string ToString() => "***";
}
