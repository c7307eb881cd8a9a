using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections.Consent;

/// <summary>
/// Which connection a caller means: the one that is named, else their only own one, else the tenant's only
/// Server-to-Server one. Of several none is chosen: what follows cannot be taken back.
/// </summary>
internal abstract record MeantConnection
{
    private MeantConnection()
    {
    }

    public static async Task<MeantConnection> FindAsync(
        Database database, ConnectionQueries queries, Caller caller, ConnectionId? named, CancellationToken cancellation)
    {
        var candidates = await database.QueryAsync<Candidate>(
            """
            SELECT id, grant_kind, is_active
            FROM zoom_connections
            WHERE tenant_id = @Tenant
                AND ((grant_kind = 'oauth' AND user_id = @User) OR grant_kind = 'server_to_server')
            ORDER BY id
            """,
            new { caller.Tenant, caller.User },
            cancellation);
        var own = candidates.Where(one => one is { IsActive: true, GrantKind: GrantKind.User }).ToList();
        var meant = named is { } id
            ? candidates.Where(one => one.Id == id).ToList()
            : own.Count > 0 ? own : [.. candidates.Where(one => one.IsActive)];
        return meant switch
        {
            [] => new None(),
            [var only] => await queries.FindAsync(caller.Tenant, only.Id, cancellation) is { } connection
                ? new Found(connection)
                : new None(),
            _ => new Several([.. meant.Select(one => one.Id)]),
        };
    }

    /// <summary>This one.</summary>
    internal sealed record Found(ZoomConnection Connection) : MeantConnection;

    /// <summary>One of these: the caller is to say which.</summary>
    internal sealed record Several(IReadOnlyList<ConnectionId> Connections) : MeantConnection;

    /// <summary>There is none, or not for this caller.</summary>
    internal sealed record None : MeantConnection;

    private sealed class Candidate
    {
        public ConnectionId Id { get; init; }

        public string GrantKind { get; init; } = "";

        public bool IsActive { get; init; }
    }
}
