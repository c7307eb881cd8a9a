using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Rates;
using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom;

namespace Reconvene.Server.Connections;

/// <summary>The account that the environment brings along is connected from the first start, in tenant 1.</summary>
internal sealed partial class BootstrapConnection(
    AddConnection add, Database database, ConnectionStore store, MendConnection mend, RateStore rates,
    IOptions<ZoomOptions> options,
    ILogger<BootstrapConnection> logger) : IPreparation
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (options.Value is not { AccountId: { } account, ClientId: { } client, ClientSecret: { } secret })
        {
            return;
        }

        var plan = options.Value.Plan is { } named ? RateNames.Plan(named) : null;
        var connection = new NewConnection
        {
            AccountName = account,
            GrantKind = GrantKind.ServerToServer,
            AccountId = account,
            ClientId = client,
            ClientSecret = new Secret(secret),
            Plan = plan ?? "pro",
        };
        if (await add.RunAsync(TenantId.First, AuditActor.Server, connection, cancellation) is { } id)
        {
            Log.Connected(logger, id.Value);
            return;
        }

        await using var work = await database.BeginAsync(cancellation);
        if (plan is not null
            && await store.SetPlanAsync(work, TenantId.First, client, account, plan, cancellation) > 0)
        {
            await rates.ForgetAsync(work, TenantId.First, account, cancellation);
        }

        foreach (var revived in await store.ReviveAsync(work, TenantId.First, client, cancellation))
        {
            await mend.RunAsync(work, TenantId.First, revived, cancellation);
        }

        await work.CommitAsync(cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The Zoom account of the environment is connection {ConnectionId}")]
        public static partial void Connected(ILogger logger, long connectionId);
    }
}
