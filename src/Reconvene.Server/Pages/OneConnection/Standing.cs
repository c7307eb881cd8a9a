using Reconvene.Client.Connections;
using Reconvene.Client.Sources;
using Reconvene.Server.Connections;

namespace Reconvene.Server.Pages.OneConnection;

/// <summary>How a connection stands by what is known of it, as the words name it.</summary>
internal static class Standing
{
    /// <summary>Given, and never tried: nobody knows yet whether Zoom takes it.</summary>
    public const string Untried = "untried";

    public static string Of(CredentialView connection) => connection switch
    {
        { NeedsReauth: true } => "needs_reauth",
        { IsActive: false } => "off",
        { LastUsedAt: null } when !IsConsented(connection) => Untried,
        _ => "active",
    };

    /// <summary>
    /// When Zoom is last known to have taken it: for a token, for a consent, or for a sync that came to its end. Null when
    /// never.
    /// </summary>
    public static DateTimeOffset? AcceptedAt(CredentialView connection, IEnumerable<SourceView> sources) => sources
        .Select(source => source.LastSyncedAt)
        .Append(connection.LastUsedAt)
        .Append(IsConsented(connection) ? connection.ConnectedAt : null)
        .Max();

    private static bool IsConsented(CredentialView connection) =>
        connection is { Type: GrantKind.User, ZoomUserId: not null };
}
