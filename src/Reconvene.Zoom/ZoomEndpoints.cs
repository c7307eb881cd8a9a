using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Zoom;

/// <summary>Where one connection's Zoom lives, and which hosts may see its tokens. Immutable.</summary>
public sealed class ZoomEndpoints
{
    private const string PublicDomain = "zoom.us";
    private const string GovernmentDomain = "zoomgov.com";

    private readonly IReadOnlyList<AllowedHost> _hosts;

    private ZoomEndpoints(Uri api, Uri oauth, IReadOnlyList<AllowedHost> hosts)
    {
        Api = api;
        OAuth = oauth;
        _hosts = hosts;
    }

    /// <summary>Zoom's public service.</summary>
    public static ZoomEndpoints Default { get; } =
        Create("https://api.zoom.us/v2", "https://zoom.us/oauth", downloadHosts: null);

    /// <summary>Zoom for Government.</summary>
    public static ZoomEndpoints Government { get; } =
        Create("https://api.zoomgov.com/v2", "https://zoomgov.com/oauth", downloadHosts: null);

    /// <summary>The base address of the REST API, without a slash at its end.</summary>
    public Uri Api { get; }

    /// <summary>The base address of the OAuth endpoints, without a slash at its end.</summary>
    public Uri OAuth { get; }

    /// <summary>Makes endpoints from configuration.</summary>
    /// <param name="apiBaseUrl">The API's base, Zoom's public one by default. Plain http only to a loopback.</param>
    /// <param name="oauthUrl">The OAuth base, Zoom's public one by default. Plain http only to a loopback.</param>
    /// <param name="downloadHosts">
    /// More hosts that may see tokens: <c>example.com</c> (with its subdomains, port 443), <c>example.com:8443</c>,
    /// <c>http://127.0.0.1:9000</c>. None by default.
    /// </param>
    /// <exception cref="ArgumentException">One of them is not usable; the message says which and what to write.</exception>
    [SuppressMessage("Design", "CA1054", Justification = "Configuration is text; judging it is this method's work.")]
    public static ZoomEndpoints Create(string? apiBaseUrl, string? oauthUrl, IEnumerable<string>? downloadHosts)
    {
        var api = Base(apiBaseUrl ?? Default.Api.AbsoluteUri, nameof(apiBaseUrl));
        var oauth = Base(oauthUrl ?? Default.OAuth.AbsoluteUri, nameof(oauthUrl));
        List<AllowedHost> hosts = [.. Around(api), .. Around(oauth)];
        hosts.AddRange((downloadHosts ?? []).Select(AllowedHost.Parse));
        return new ZoomEndpoints(api, oauth, [.. hosts.Distinct()]);
    }

    /// <summary>
    /// Whether a token may travel to this address: https (http only to a loopback that these endpoints name), a host
    /// on the list, no user-info, no look-alike of a name.
    /// </summary>
    public bool MaySendTokenTo(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return HostText.IsPlain(address)
            && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)
            && _hosts.Any(host => host.Matches(address));
    }

    /// <summary>The same endpoints with the API of the account's region, as a token answer names it.</summary>
    /// <returns>Null when the address is not on the list: then no request may leave.</returns>
    [SuppressMessage("Design", "CA1054", Justification = "The text is untrusted; judging it is this method's work.")]
    public ZoomEndpoints? WithApiUrl(string apiUrl)
    {
        if (!Uri.TryCreate(apiUrl, UriKind.Absolute, out var region)
            || !MaySendTokenTo(region)
            || region.Query.Length > 0
            || region.Fragment.Length > 0)
        {
            return null;
        }

        var path = Api.AbsolutePath.TrimEnd('/');
        return new ZoomEndpoints(new Uri(region.GetLeftPart(UriPartial.Authority) + path), OAuth, _hosts);
    }

    private static Uri Base(string text, string name)
    {
        if (!Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var address)
            || !HostText.IsPlain(address)
            || address.Query.Length > 0
            || address.Fragment.Length > 0)
        {
            throw new ArgumentException($"The Zoom address '{text}' is not usable: write https://host/path.", name);
        }

        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            throw new ArgumentException($"The Zoom address '{text}' is plain http: only a loopback may be.", name);
        }

        return address;
    }

    // Zoom's regions and download hosts live below its two domains; any other base stands for itself alone.
    private static IEnumerable<AllowedHost> Around(Uri address)
    {
        yield return new AllowedHost(address.Scheme, address.Host, address.Port, WithSubdomains: false);
        foreach (var domain in (string[])[PublicDomain, GovernmentDomain])
        {
            var whole = new AllowedHost(Uri.UriSchemeHttps, domain, 443, WithSubdomains: true);
            if (whole.Matches(address))
            {
                yield return whole;
            }
        }
    }
}
