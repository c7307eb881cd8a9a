using Microsoft.Extensions.Options;
using Reconvene.Server.Platform;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections;

internal static class ConnectionsFeature
{
    public static void AddConnections(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ZoomOptions>().BindConfiguration("Zoom").ValidateOnStart();
        services.AddSingleton<IValidateOptions<ZoomOptions>, ZoomOptionsValidator>();
        services.AddSingleton<IValidateOptions<ZoomOptions>, ZoomOptionsRules>();
        services.AddSingleton(provider =>
        {
            var zoom = provider.GetRequiredService<IOptions<ZoomOptions>>().Value;
            return ZoomEndpoints.Create(zoom.ApiBaseUrl, zoom.OAuthUrl, zoom.DownloadHosts);
        });
        services.AddSingleton(_ => new HttpMessageInvoker(ZoomHttp.CreateHandler()));
        services.AddSingleton<ZoomOAuth>();
        services.AddSingleton<ConnectionQueries>();
        services.AddSingleton<ConnectionStore>();
        services.AddSingleton<TokenStore>();
        services.AddSingleton<RejectConnection>();
        services.AddSingleton<RenewToken>();
        services.AddSingleton<ConnectionTokens>();
        services.AddSingleton<ZoomClients>();
        services.AddSingleton<AddConnection>();
        services.AddSingleton<ChangeConnection>();
        services.AddSingleton<RemoveConnection>();
        services.AddPreparation<BootstrapConnection>();
    }
}
