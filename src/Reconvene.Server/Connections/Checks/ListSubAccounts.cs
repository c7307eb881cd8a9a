using Reconvene.Server.Accounts;
using Reconvene.Zoom;
using Reconvene.Zoom.Accounts;

namespace Reconvene.Server.Connections.Checks;

/// <summary>Reads a page of a master account's sub-accounts at Zoom.</summary>
internal sealed class ListSubAccounts(ConnectionQueries queries, ZoomClients zoom, InteractiveCall interactive)
{
    public async Task<SubAccountsListed> RunAsync(
        TenantId tenant, ConnectionId id, int limit, ZoomPlace? place, CancellationToken cancellation)
    {
        if (await queries.FindAsync(tenant, id, cancellation) is not { } connection)
        {
            return new SubAccountsListed.Unknown();
        }

        if (!connection.IsMasterAccount)
        {
            return new SubAccountsListed.NoMaster();
        }

        var listings = zoom.ListingsFor(connection);
        return await interactive.RunAsync(stop => listings.AccountsAsync(limit, place, stop), cancellation) switch
        {
            ZoomResult<ZoomPart<ZoomAccount>>.Ok(var part) => new SubAccountsListed.Yes(part),
            ZoomResult<ZoomPart<ZoomAccount>>.Failed(var failure) => new SubAccountsListed.Failed(failure),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}

internal abstract record SubAccountsListed
{
    private SubAccountsListed()
    {
    }

    internal sealed record Yes(ZoomPart<ZoomAccount> Part) : SubAccountsListed;

    internal sealed record Unknown : SubAccountsListed;

    internal sealed record NoMaster : SubAccountsListed;

    internal sealed record Failed(ZoomFailure Failure) : SubAccountsListed;
}
