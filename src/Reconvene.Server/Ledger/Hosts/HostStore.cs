using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Ledger.Hosts;

/// <summary>
/// Whose recordings the ledger has: by Zoom's id, which stays, with every address that the host was seen with. A host is
/// never removed but with the connection.
/// </summary>
internal sealed class HostStore(TimeProvider time)
{
    /// <summary>A host of whom more recordings wait than this has the rest looked at by the next sync.</summary>
    private const int MostUnsettled = 500;

    /// <summary>Remembers the hosts of recordings that are new or changed.</summary>
    public async Task SeenAsync(
        Work work, ZoomConnection connection, IReadOnlyList<ZoomRecording> listed, CancellationToken cancellation)
    {
        // In one order, so that two transactions never wait for each other.
        var hosts = listed
            .Where(recording => !string.IsNullOrEmpty(recording.HostId))
            .Select(recording => new SeenHost(ListingComparison.Host(recording)!, ListingComparison.Email(recording)))
            .GroupBy(host => host.Id, StringComparer.Ordinal)
            .Select(group => group.FirstOrDefault(host => !string.IsNullOrEmpty(host.Email)) ?? group.First())
            .OrderBy(host => host.Id, StringComparer.Ordinal)
            .ToList();
        if (hosts.Count > 0)
        {
            await PutAsync(work, connection.TenantId, connection.Id, hosts, cancellation);
        }
    }

    /// <summary>What Zoom says of one host now.</summary>
    public async Task LearnAsync(
        Work work, TenantId tenant, ConnectionId connection, SeenHost host, string status, CancellationToken cancellation)
    {
        await PutAsync(work, tenant, connection, [host], cancellation);
        await work.ExecuteAsync(
            """
            UPDATE hosts
            SET status = @status, updated_at = @now
            WHERE tenant_id = @tenant AND connection_id = @connection AND host_id = @Id AND COALESCE(status, '') <> @status
            """,
            new { tenant, connection, host.Id, status, now = time.GetUtcNow() },
            cancellation);
    }

    /// <summary>Which of these connections have recordings of the user.</summary>
    public static async Task<IReadOnlyList<ConnectionId>> OfAsync(
        Work work, TenantId tenant, IReadOnlyList<ConnectionId> connections, string host, CancellationToken cancellation)
    {
        var sought = Rows.In(connections, new { tenant, host });
        return await work.QueryAsync<ConnectionId>(
            $"""
            SELECT connection_id
            FROM hosts
            WHERE tenant_id = @tenant AND host_id = @host AND connection_id IN (VALUES {sought.Values})
            ORDER BY connection_id
            """,
            sought.Arguments,
            cancellation);
    }

    /// <summary>Recordings of the host that are not yet as they should be.</summary>
    public static Task<IReadOnlyList<RecordingId>> UnsettledAsync(
        Work work, TenantId tenant, ConnectionId connection, string host, CancellationToken cancellation) =>
        work.QueryAsync<RecordingId>(
            """
            SELECT r.id
            FROM meetings m
            JOIN recordings r ON r.meeting_id = m.id AND r.tenant_id = m.tenant_id
            WHERE m.tenant_id = @tenant AND m.connection_id = @connection AND m.host_id = @host
                AND r.state IN ('waiting', 'queued', 'needs_attention')
            ORDER BY r.id
            LIMIT @most
            """,
            new { tenant, connection, host, most = MostUnsettled },
            cancellation);

    private async Task PutAsync(
        Work work, TenantId tenant, ConnectionId connection, IReadOnlyList<SeenHost> hosts, CancellationToken cancellation)
    {
        var rows = Rows.Of(hosts, ("host", host => host.Id), ("email", host => host.Email is { Length: > 0 } email ? email : null));
        rows.Arguments.AddDynamicParams(new { tenant, connection, now = time.GetUtcNow() });
        await work.ExecuteAsync(
            $"""
            WITH seen (host_id, email) AS (VALUES {rows.Values})
            INSERT INTO hosts (connection_id, host_id, tenant_id, email, first_seen_at, updated_at)
            SELECT @connection, CAST(host_id AS TEXT), @tenant, CAST(email AS TEXT), @now, @now
            FROM seen
            WHERE TRUE
            ON CONFLICT (connection_id, host_id) DO UPDATE SET email = excluded.email, updated_at = excluded.updated_at
            WHERE excluded.email IS NOT NULL AND COALESCE(hosts.email, '') <> excluded.email
            """,
            rows.Arguments,
            cancellation);
        await work.ExecuteAsync(
            $"""
            WITH seen (host_id, email) AS (VALUES {rows.Values})
            INSERT INTO host_emails (connection_id, host_id, email, tenant_id, first_seen_at)
            SELECT @connection, CAST(host_id AS TEXT), CAST(email AS TEXT), @tenant, @now
            FROM seen
            WHERE email IS NOT NULL
            ON CONFLICT (connection_id, host_id, email) DO NOTHING
            """,
            rows.Arguments,
            cancellation);
    }
}

/// <summary>A host as Zoom named it.</summary>
/// <param name="Id">Zoom's id of the user.</param>
/// <param name="Email">The address, where Zoom gave it.</param>
internal sealed record SeenHost(string Id, string? Email);
