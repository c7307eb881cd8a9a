namespace Reconvene.Server.Connections;

/// <summary>How the credential was got, as it stands in <c>zoom_connections.grant_kind</c> and in the API's <c>type</c>.</summary>
internal static class GrantKind
{
    /// <summary>An account's Server-to-Server app: sees everyone of the account.</summary>
    public const string ServerToServer = "server_to_server";

    /// <summary>A person's consent, or a token that was pasted: sees that person's own.</summary>
    public const string User = "oauth";
}
