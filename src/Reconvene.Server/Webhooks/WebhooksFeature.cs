using Microsoft.Extensions.Options;
using Reconvene.Server.Webhooks.Inbox;
using Reconvene.Server.Webhooks.Intake;
using Reconvene.Server.Webhooks.Pump;

namespace Reconvene.Server.Webhooks;

internal static class WebhooksFeature
{
    public static void AddWebhooks(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<WebhookOptions>().BindConfiguration("Webhooks").ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>();
        services.AddSingleton<WebhookMetrics>();
        services.AddSingleton<ProveSender>();
        services.AddSingleton<BadSignatures>();
        services.AddSingleton<TakeWebhook>();
        services.AddSingleton<WebhookStore>();
        services.AddSingleton<WebhookInbox>();
        services.AddSingleton<WebhookEventQueries>();
        services.AddSingleton<PumpStore>();
        services.AddSingleton<HandleEvent>();
        services.AddSingleton<WebhookPump>();
        services.AddSingleton<SweepInbox>();
        services.AddHostedService<InboxWriter>();
        services.AddHostedService<PumpEvents>();
        services.AddHostedService(provider => provider.GetRequiredService<SweepInbox>());
    }

    public static void MapWebhooks(this WebApplication app) => WebhooksEndpoints.Map(app);
}
