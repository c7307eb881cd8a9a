using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Server.Ledger;

/// <summary>What is known of the instances that an event names, read in its transaction.</summary>
internal static class RecordingSightings
{
    /// <summary>Of these, the ones that Zoom listed when it was asked after a moment.</summary>
    public static async Task<IReadOnlyList<Sighting>> ListedSinceAsync(
        Work work, TenantId tenant, IReadOnlyList<Sighting> sought, DateTimeOffset moment, CancellationToken cancellation)
    {
        var listed = new List<Sighting>();
        foreach (var some in sought.Chunk(Rows.MostPerStatement))
        {
            var rows = Rows.Of(some, ("connection", one => one.Connection), ("uuid", one => one.MeetingUuid));
            rows.Arguments.AddDynamicParams(new { tenant, moment });
            listed.AddRange(Read(await work.QueryAsync<Row>(
                $"""
                WITH sought (connection_id, meeting_uuid) AS (VALUES {rows.Values})
                SELECT m.connection_id, m.meeting_uuid
                FROM sought s
                JOIN meetings m ON m.tenant_id = @tenant AND m.connection_id = CAST(s.connection_id AS BIGINT)
                    AND m.meeting_uuid = CAST(s.meeting_uuid AS TEXT)
                JOIN recordings r ON r.meeting_id = m.id AND r.tenant_id = m.tenant_id
                WHERE r.at_zoom = 'listed' AND r.at_zoom_asked_at > @moment
                """,
                rows.Arguments,
                cancellation)));
        }

        return listed;
    }

    /// <summary>Which connections of single persons of the account have them.</summary>
    public static async Task<IReadOnlyList<Sighting>> OfPersonsAsync(
        Work work, TenantId tenant, ZoomAppId app, string account, IReadOnlyList<string> uuids, CancellationToken cancellation)
    {
        var known = new List<Sighting>();
        foreach (var some in uuids.Chunk(Rows.MostPerStatement))
        {
            var sought = Rows.In(some, new { tenant, app, account });
            known.AddRange(Read(await work.QueryAsync<Row>(
                $"""
                SELECT m.connection_id, m.meeting_uuid
                FROM zoom_connections c
                JOIN meetings m ON m.connection_id = c.id AND m.tenant_id = c.tenant_id AND m.meeting_uuid IN (VALUES {sought.Values})
                WHERE c.tenant_id = @tenant AND c.zoom_app_id = @app AND c.zoom_account_id = @account
                ORDER BY m.connection_id, m.meeting_uuid
                """,
                sought.Arguments,
                cancellation)));
        }

        return known;
    }

    private static IEnumerable<Sighting> Read(IEnumerable<Row> rows) =>
        rows.Select(row => new Sighting(row.ConnectionId, row.MeetingUuid));

    private sealed class Row
    {
        public ConnectionId ConnectionId { get; init; }

        public string MeetingUuid { get; init; } = "";
    }
}

/// <summary>An instance as one connection may see it.</summary>
internal readonly record struct Sighting(ConnectionId Connection, string MeetingUuid);
