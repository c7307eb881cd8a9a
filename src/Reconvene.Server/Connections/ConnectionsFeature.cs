using Microsoft.Extensions.Options;
using Reconvene.Server.Connections.Checks;
using Reconvene.Server.Connections.Consent;
using Reconvene.Server.Connections.Rates;
using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Server.Connections.Removal;
using Reconvene.Server.Connections.Steps;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Platform;
using Reconvene.Server.Webhooks.Pump;
using Reconvene.Server.ZoomApps;
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
        services.AddSingleton<ZoomClients>();
        services.AddSingleton<AddConnection>();
        services.AddSingleton<ChangeConnection>();
        services.AddSingleton<RenewConnections>();
        services.AddSingleton<IClientSecretChanged>(provider => provider.GetRequiredService<RenewConnections>());
        services.AddSingleton<MendConnection>();
        services.AddSingleton<SubAccounts>();
        services.AddSingleton<RecognizeUser>();
        services.AddTokens();
        services.AddRates();
        services.AddConsent();
        services.AddRemoval();
        services.AddChecks();
        services.AddPreparation<BootstrapConnection>();
    }

    public static void MapConnections(this WebApplication app)
    {
        app.MapCredentials();
        app.MapConsent();
        app.MapChecks();
        app.MapRates();
    }

    private static void AddTokens(this IServiceCollection services)
    {
        services.AddSingleton<TokenStore>();
        services.AddSingleton<TokenLeases>();
        services.AddSingleton<TokenSpill>();
        services.AddSingleton<RequestToken>();
        services.AddSingleton<RejectConnection>();
        services.AddSingleton<RenewToken>();
        services.AddSingleton<ConnectionTokens>();
        services.AddPreparation<TokenSpillUpkeep>();
        services.AddHostedService(provider => provider.GetRequiredService<TokenSpillUpkeep>());
    }

    private static void AddRates(this IServiceCollection services)
    {
        services.AddSingleton<TellSleep>();
        services.AddSingleton<RateStore>();
        services.AddSingleton<RateSource>();
        services.AddSingleton<RateBudgets>();
        services.AddSingleton<RateQueries>();
        services.AddHostedService<WakeBudgets>();
    }

    private static void AddConsent(this IServiceCollection services)
    {
        services.AddSingleton<ConsentState>();
        services.AddSingleton<GrantSeals>();
        services.AddSingleton<ConsentStore>();
        services.AddSingleton<ConsentApps>();
        services.AddSingleton<ConsentCookie>();
        services.AddSingleton<ChatCodes>();
        services.AddSingleton<BeginConsent>();
        services.AddSingleton<FinishConsent>();
        services.AddSingleton<KeepGrant>();
        services.AddSingleton<AnswerConsent>();
        services.AddHostedService<ConsentUpkeep>();
    }

    private static void AddRemoval(this IServiceCollection services)
    {
        services.AddSingleton<RevokeGrant>();
        services.AddTransient<RevokeAtZoom>();
        services.AddTransient<ConfirmDeauthorization>();
        services.AddSingleton<PurgeConnection>();
        services.AddSingleton<RemoveConnection>();
        services.AddSingleton<IWebhookHandler, DeauthorizationEvents>();
    }

    private static void AddChecks(this IServiceCollection services)
    {
        services.AddSingleton(provider => new InteractiveCall(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CheckStore>();
        services.AddSingleton<LiveToken>();
        services.AddSingleton<LookForRecordings>();
        services.AddSingleton<TryMeeting>();
        services.AddSingleton<LookAtConnection>();
        services.AddSingleton<KeepCheck>();
        services.AddSingleton<CheckConnection>();
        services.AddSingleton<ListSubAccounts>();
        services.AddSingleton<DailyChecks>();
        services.AddHostedService(provider => provider.GetRequiredService<DailyChecks>());
        services.AddTransient<CheckAgain>();
    }
}
