namespace Reconvene.Server.Connections.Consent;

/// <summary>Where a consent was begun, as it stands in <c>consents.begun_in</c>.</summary>
internal static class BegunIn
{
    /// <summary>A page of this server: bound to that browser by a cookie, so nobody need be asked again.</summary>
    public const string Browser = "browser";

    /// <summary>A call of the API: the link may travel, so whoever follows it is asked where the connection goes.</summary>
    public const string Api = "api";

    /// <summary>A chat: asked likewise.</summary>
    public const string Chat = "chat";
}
