using System.Globalization;

namespace Reconvene.Server.Connections;

/// <summary>The page on which a person makes a connection good again.</summary>
internal static class Reconnect
{
    public static string PathOf(ConnectionId connection) =>
        string.Create(CultureInfo.InvariantCulture, $"/connections/{connection.Value}/reconnect");
}
