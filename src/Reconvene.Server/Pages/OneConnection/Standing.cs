using Reconvene.Client.Connections;
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

    /// <summary>The sentence that tells by what evidence.</summary>
    public static string Evidence(CredentialView connection) => Of(connection) is "active" && connection.LastUsedAt is null
        ? "connection.consented.what"
        : $"connection.{Of(connection)}.what";

    /// <summary>Zoom said whose it is: it took the token once.</summary>
    private static bool IsConsented(CredentialView connection) =>
        connection is { Type: GrantKind.User, ZoomUserId: not null };
}
