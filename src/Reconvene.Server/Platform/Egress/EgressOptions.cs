using Microsoft.Extensions.Options;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Platform.Egress;

/// <summary>Where this server may call out to, when a person or a setting names the address. Section <c>Egress</c>.</summary>
internal sealed class EgressOptions
{
    /// <summary>
    /// Networks that are not public and may be called all the same, such as <c>10.20.0.0/16</c> or <c>fd00::/8</c>, or single
    /// addresses. None by default.
    /// </summary>
    public IList<string> AllowedSubnets { get; } = [];

    /// <summary>
    /// A proxy through which all such calls go, such as <c>http://proxy.example.org:3128</c>. It then judges the addresses,
    /// because it looks them up. None by default; the environment's proxies are not looked at.
    /// </summary>
    public Uri? Proxy { get; set; }
}

/// <summary>Names every network that is none.</summary>
internal sealed class EgressOptionsRules : IValidateOptions<EgressOptions>
{
    public ValidateOptionsResult Validate(string? name, EgressOptions options)
    {
        var wrong = options.AllowedSubnets
            .Where(subnet => !HttpOptions.TryReadNetwork(subnet, out _))
            .Select(subnet => $"Egress:AllowedSubnets names '{subnet}': expected a network with its first address, such as 10.20.0.0/16 or fd00::/8, or one address.")
            .ToList();
        if (options.Proxy is { } proxy && !(proxy is { IsAbsoluteUri: true, Scheme: "http" or "https" } && proxy.UserInfo.Length is 0))
        {
            wrong.Add("Egress:Proxy must be an address such as http://proxy.example.org:3128, without user and password.");
        }

        return wrong.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
