using System.Net;

namespace Reconvene.Zoom;

/// <summary>Makes the handler that all parts of this library expect below them.</summary>
public static class ZoomHttp
{
    /// <summary>
    /// A handler that follows no redirect, unpacks nothing and keeps no cookies; connections live five minutes, so
    /// that a moved host is found.
    /// </summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(15),
    };
}
