namespace Reconvene.Zoom;

/// <summary>One entry of the list of hosts that may see a token.</summary>
/// <param name="Scheme"><c>https</c>, or <c>http</c> for a loopback address.</param>
/// <param name="Host">Lower-case ASCII name or address.</param>
/// <param name="Port">The only port that matches.</param>
/// <param name="WithSubdomains">Whether names below it match too.</param>
internal sealed record AllowedHost(string Scheme, string Host, int Port, bool WithSubdomains)
{
    public bool Matches(Uri address)
    {
        if (address.Scheme != Scheme || address.Port != Port)
        {
            return false;
        }

        var host = address.Host;
        return string.Equals(host, Host, StringComparison.OrdinalIgnoreCase)
            || (WithSubdomains
                && address.HostNameType == UriHostNameType.Dns
                && host.EndsWith('.' + Host, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Reads <c>name</c>, <c>name:port</c> or a whole <c>scheme://host[:port]</c>.</summary>
    public static AllowedHost Parse(string entry)
    {
        var text = entry.Trim();
        var whole = text.Contains("://", StringComparison.Ordinal);
        if (!Uri.TryCreate(whole ? text : "https://" + text, UriKind.Absolute, out var address)
            || address.PathAndQuery != "/"
            || !HostText.IsPlain(address))
        {
            throw new ArgumentException(
                $"The download host '{entry}' is not a host name: write 'example.com', 'example.com:8443' or "
                + "'http://127.0.0.1:9000'.",
                nameof(entry));
        }

        if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
        {
            throw new ArgumentException(
                $"The download host '{entry}' is plain http: only a loopback address may be. Use https.",
                nameof(entry));
        }

        var subdomains = !whole && address.IsDefaultPort && address.HostNameType == UriHostNameType.Dns;
        return new AllowedHost(address.Scheme, address.Host, address.Port, subdomains);
    }
}
