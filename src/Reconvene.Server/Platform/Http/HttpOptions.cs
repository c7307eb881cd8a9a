using System.Net;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Platform.Http;

/// <summary>How the server is reached. Section <c>Http</c>.</summary>
internal sealed class HttpOptions
{
    /// <summary>A larger body is answered with 413, unless a route says otherwise.</summary>
    public const long LargestBodyBytes = 1024 * 1024;

    /// <summary>The address that people use, such as <c>https://zoom.example.org</c>; without it, the listening address.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Origins whose pages may call the API, separated by commas. None by default.</summary>
    public string CorsOrigins { get; set; } = "";

    /// <summary>Addresses or networks (<c>10.0.0.0/8</c>) of our own proxies, separated by commas. None by default.</summary>
    public string TrustedProxies { get; set; } = "";

    public IReadOnlyList<string> Origins => Split(CorsOrigins);

    public IReadOnlyList<string> Proxies => Split(TrustedProxies);

    /// <summary>Reads one entry of <see cref="TrustedProxies"/>; an address alone is a network of one.</summary>
    public static bool TryReadNetwork(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network))
        {
            return true;
        }

        if (!IPAddress.TryParse(text, out var address))
        {
            return false;
        }

        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }

    private static string[] Split(string list) =>
        list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

internal sealed class HttpOptionsValidator : IValidateOptions<HttpOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpOptions options)
    {
        var wrong = new List<string>();
        if (options.PublicUrl is not null && !IsOrigin(options.PublicUrl))
        {
            wrong.Add("Http:PublicUrl must be the http or https address that people use, without a path, such as https://zoom.example.org.");
        }

        wrong.AddRange(options.Origins.Where(origin => !IsOrigin(origin)).Select(origin =>
            $"Http:CorsOrigins names '{origin}': expected an origin such as https://app.example.org."));
        wrong.AddRange(options.Proxies.Where(proxy => !HttpOptions.TryReadNetwork(proxy, out _)).Select(proxy =>
            $"Http:TrustedProxies names '{proxy}': expected an address or a network such as 10.0.0.0/8."));
        return wrong.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.AbsolutePath is "/"
        && uri.Query.Length is 0
        && uri.UserInfo.Length is 0;
}
