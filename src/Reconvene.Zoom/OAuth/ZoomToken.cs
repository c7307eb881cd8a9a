using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Zoom.OAuth;

/// <summary>What the token endpoint gave. Prints as <c>***</c>.</summary>
/// <param name="AccessToken">The bearer token.</param>
/// <param name="ExpiresAt">Its end, counted from the moment the request was sent.</param>
public sealed record ZoomToken(Secret AccessToken, DateTimeOffset ExpiresAt)
{
    /// <summary>The granted scopes; null when Zoom did not say (it may not, just after an app was made).</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The API of the account's region as Zoom named it, already judged by the endpoints; null if unnamed.</summary>
    [SuppressMessage("Design", "CA1056", Justification = "Kept as it came; ZoomEndpoints.WithApiUrl judges it.")]
    public string? ApiUrl { get; init; }

    /// <summary>The token for the next pair; null for server-to-server.</summary>
    public Secret? RefreshToken { get; init; }

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";
}
