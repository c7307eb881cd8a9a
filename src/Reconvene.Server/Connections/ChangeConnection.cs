using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Rates;
using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.ZoomApps;
using Reconvene.Zoom;

namespace Reconvene.Server.Connections;

/// <summary>Changes a connection. A new client secret goes to its Zoom app, and gives refused connections a new chance.</summary>
internal sealed class ChangeConnection(
    Database database, ConnectionQueries queries, ConnectionStore store, EnsureZoomApp ensureApp, ZoomAppCredentials apps,
    RenewConnections renew, RateStore rates, AuditTrail audit)
{
    public async Task<ConnectionChange> RunAsync(
        Caller caller, ConnectionId id, ChangeCredentialRequest request, CancellationToken cancellation)
    {
        var tenant = caller.Tenant;
        if (await queries.FindAsync(tenant, id, cancellation) is not { } connection)
        {
            return ConnectionChange.Unknown;
        }

        var client = request.ClientSecret is null
            ? null
            : await apps.FindAsync(tenant, connection.ZoomAppId, cancellation);
        if (request.ClientSecret is not null && client is not { ClientId.Length: > 0 })
        {
            return ConnectionChange.NoClientId;
        }

        await using var work = await database.BeginAsync(cancellation);
        var plan = request.Plan is null ? null : RateNames.Plan(request.Plan);
        await store.ChangeAsync(work, tenant, id, new(request.AccountName?.Trim(), request.IsActive, plan), cancellation);
        if (plan is not null && plan != connection.Plan)
        {
            await rates.ForgetAsync(work, tenant, connection.RateAccount, cancellation);
        }

        if (request.ClientSecret is { } secret && client is { ClientId: var clientId })
        {
            await ensureApp.RunAsync(work, tenant, clientId, new Secret(secret), cancellation);
            await renew.RunAsync(work, tenant, connection.ZoomAppId, cancellation);
        }

        await audit.RecordAsync(
            work,
            new(tenant, AuditActor.Of(caller), "connection.changed", RejectConnection.Subject(id), new { request.IsActive, plan, is_secret_new = request.ClientSecret is not null }),
            cancellation);

        await work.CommitAsync(cancellation);
        return ConnectionChange.Done;
    }
}

internal enum ConnectionChange
{
    Done,

    Unknown,

    /// <summary>The connection's Zoom app is without a client id, such as that of a pasted token: a secret alone is of no use.</summary>
    NoClientId,
}
