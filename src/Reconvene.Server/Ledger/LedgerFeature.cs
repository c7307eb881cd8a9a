using Reconvene.Server.Ledger.Proof;

namespace Reconvene.Server.Ledger;

internal static class LedgerFeature
{
    public static void AddLedger(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LedgerStore>();
        builder.Services.AddSingleton<LedgerQueries>();
        builder.Services.AddSingleton<KnownRecordings>();
        builder.Services.AddSingleton<StartProcessing>();
        builder.Services.AddSingleton<TrashedRecordings>();
        builder.Services.AddSingleton<SyncRunQueries>();
    }
}
