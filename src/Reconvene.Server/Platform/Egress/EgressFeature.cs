using System.Net;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Platform.Egress;

/// <summary>Calls to addresses that this server was told.</summary>
internal static class EgressFeature
{
    public static void AddEgress(this IServiceCollection services)
    {
        services.AddOptions<EgressOptions>().BindConfiguration("Egress").ValidateOnStart();
        services.AddSingleton<IValidateOptions<EgressOptions>, EgressOptionsRules>();
        services.AddSingleton<NameLookup>(Dns.GetHostAddressesAsync);
        services.AddSingleton<AddressRules>();
        services.AddSingleton<EgressConnections>();
        services.AddSingleton<EgressHandlers>();
    }
}
