using System.Net;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Platform.Egress;

/// <summary>Makes the handlers of every HTTP client that calls what a person or a setting named; Zoom has rules of its own.</summary>
internal sealed class EgressHandlers(EgressConnections connections, IOptions<EgressOptions> options)
{
    /// <summary>
    /// A handler that follows no redirect, keeps no cookies, looks at no proxy of the environment, and connects only where
    /// it may.
    /// </summary>
    /// <param name="trusted">An address whose host and port the operator wrote into the settings: it may be private.</param>
    public SocketsHttpHandler Make(Uri? trusted = null)
    {
        var proxy = options.Value.Proxy;
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = proxy is not null,
            Proxy = proxy is null ? null : new WebProxy(proxy),
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = (context, cancellation) => new ValueTask<Stream>(connections.ConnectAsync(
                context.DnsEndPoint.Host,
                context.DnsEndPoint.Port,
                Names(proxy, context.DnsEndPoint) || (proxy is null && Names(trusted, context.DnsEndPoint)),
                cancellation)),
        };
    }

    private static bool Names(Uri? address, DnsEndPoint asked) =>
        address is not null
        && address.Port == asked.Port
        && string.Equals(address.IdnHost.Trim('[', ']'), asked.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
}
