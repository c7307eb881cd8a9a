using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Platform.Http;

/// <summary>
/// The address at which people and Zoom reach this server: <c>Http:PublicUrl</c>, else the first listening address.
/// Never what a request's Host header claims.
/// </summary>
internal sealed class PublicAddress(IOptions<HttpOptions> options, IServer server)
{
    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string Origin => Configured ?? Listening() ?? ServerOptions.DefaultUrls;

    /// <summary>The same, when an operator gave it; null while only this machine can tell. What is sent to others holds no other.</summary>
    public string? Configured => options.Value.PublicUrl?.TrimEnd('/');

    public override string ToString() => Origin;

    private string? Listening() => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?
        .Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
        .Replace("[::]", "localhost", StringComparison.Ordinal)
        .Replace("*", "localhost", StringComparison.Ordinal)
        .Replace("+", "localhost", StringComparison.Ordinal)
        .TrimEnd('/');
}
