using Reconvene.Server.Ledger.Hosts;
using Reconvene.Server.Ledger.Phone;
using Reconvene.Server.Ledger.Proof;
using Reconvene.Server.Webhooks.Pump;

namespace Reconvene.Server.Ledger;

internal static class LedgerFeature
{
    public static void AddLedger(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LedgerStore>();
        builder.Services.AddSingleton<MoveAtZoom>();
        builder.Services.AddSingleton<LedgerQueries>();
        builder.Services.AddSingleton<KnownRecordings>();
        builder.Services.AddSingleton<ListPhone>();
        builder.Services.AddSingleton<LookUpPhone>();
        builder.Services.AddSingleton<ReadAtZoom>();
        builder.Services.AddSingleton<StartProcessing>();
        builder.Services.AddSingleton<SilentWebhooks>();
        builder.Services.AddSingleton<HostStore>();
        builder.Services.AddSingleton<IWebhookHandler, HostEvents>();
        builder.Services.AddTransient<LearnHost>();
        builder.Services.AddSingleton<LateLooks>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<LateLooks>());
        builder.Services.AddSingleton<TrashedRecordings>();
        builder.Services.AddSingleton<SyncRunQueries>();
    }
}
