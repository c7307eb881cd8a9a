using System.Globalization;
using Reconvene.Client.Sources;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Sources;

/// <summary>
/// Which source took a recording: the first whose sync lists it, or, of one that was learned otherwise, the oldest source of
/// its connection that takes its kind and its host. Once taken it stays so; when that source is removed it has none.
/// </summary>
internal sealed class TakenRecordings(SourceQueries sources, Database database)
{
    /// <summary>A listing without an account is of the one that was asked; one that is not known excludes nothing.</summary>
    private const string OfOwnAccount = """
        (m.account_id IS NULL OR m.account_id = COALESCE((
            SELECT COALESCE(c.account_id, c.zoom_account_id) FROM zoom_connections c
            WHERE c.id = m.connection_id AND c.tenant_id = m.tenant_id), m.account_id))
        """;

    /// <summary>What a sync of the source listed, and no source had.</summary>
    public static async Task BySyncAsync(
        Work work, TenantId tenant, SourceId source, IEnumerable<RecordingId> listed, CancellationToken cancellation)
    {
        foreach (var some in listed.Select(one => one.Value).Chunk(Rows.MostPerStatement))
        {
            var rows = Rows.In(some, new { tenant, source });
            await work.ExecuteAsync(
                $"""
                UPDATE recordings
                SET source_id = @source, source_known = 2
                WHERE tenant_id = @tenant AND source_known < 2 AND id IN (VALUES {rows.Values})
                """,
                rows.Arguments,
                cancellation);
        }
    }

    /// <summary>Looks for the sources of recordings that nobody has looked at yet. How many there were.</summary>
    public async Task<int> SettleAsync(CancellationToken cancellation)
    {
        var settled = 0;
        while (await NextAsync(cancellation) is { Count: > 0 } next)
        {
            foreach (var group in next.GroupBy(row => (row.TenantId, row.ConnectionId)))
            {
                await SettleAsync(group.Key.TenantId, group.Key.ConnectionId, [.. group.Select(row => row.Id)], cancellation);
                settled += group.Count();
            }
        }

        return settled;
    }

    private Task<IReadOnlyList<Unsettled>> NextAsync(CancellationToken cancellation) => database.QueryAsync<Unsettled>(
        $"""
        SELECT id, tenant_id, connection_id
        FROM recordings
        WHERE source_known = 0
        ORDER BY connection_id, id
        LIMIT {Rows.MostPerStatement}
        """,
        null,
        cancellation);

    private async Task SettleAsync(
        TenantId tenant, ConnectionId connection, IReadOnlyList<long> recordings, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var ids = string.Join(", ", recordings.Select(id => id.ToString(CultureInfo.InvariantCulture)));
        foreach (var source in await sources.ListOfAsync(work, tenant, connection, cancellation))
        {
            await TakeAsync(work, (tenant, connection, new SourceId(source.Id), source.Config), ids, cancellation);
        }

        await work.ExecuteAsync(
            $"UPDATE recordings SET source_known = 1 WHERE tenant_id = @tenant AND source_known = 0 AND id IN ({ids})",
            new { tenant },
            cancellation);
        await work.CommitAsync(cancellation);
    }

    private static async Task TakeAsync(
        Work work,
        (TenantId Tenant, ConnectionId Connection, SourceId Source, ZoomSourceConfig Config) taker,
        string ids,
        CancellationToken cancellation)
    {
        foreach (var (condition, names) in Conditions(taker.Config))
        {
            foreach (var some in names.Chunk(Rows.MostPerStatement))
            {
                var sought = Rows.In(some, new { tenant = taker.Tenant, connection = taker.Connection, source = taker.Source });
                await work.ExecuteAsync(
                    $"""
                    UPDATE recordings AS r
                    SET source_id = @source, source_known = 2
                    WHERE r.tenant_id = @tenant AND r.connection_id = @connection AND r.source_known = 0 AND r.id IN ({ids})
                        AND EXISTS (
                            SELECT 1 FROM meetings m
                            WHERE m.id = r.meeting_id AND m.tenant_id = r.tenant_id AND {Kinds(taker.Config)}
                                AND {condition.Replace("@names", $"(VALUES {sought.Values})", StringComparison.Ordinal)})
                    """,
                    sought.Arguments,
                    cancellation);
            }
        }
    }

    private static string Kinds(ZoomSourceConfig config) =>
        (SourceRecordings.TakesMeetings(config), SourceRecordings.TakesPhone(config)) switch
        {
            (true, true) => "TRUE",
            (true, false) => $"m.kind = '{RecordingKind.Meeting}'",
            _ => $"m.kind <> '{RecordingKind.Meeting}'",
        };

    /// <summary>
    /// What says that a meeting's host is one whose recordings the source takes. A host is known by every address they ever
    /// had, and may be of a sub-account; whoever names nobody has the connection's own account.
    /// </summary>
    private static IEnumerable<(string Condition, IReadOnlyList<string> Names)> Conditions(ZoomSourceConfig config)
    {
        const string ByPerson = """
            (m.host_id IN @names OR LOWER(m.host_email) IN @names OR EXISTS (
                SELECT 1 FROM host_emails e
                WHERE e.connection_id = m.connection_id AND e.host_id = m.host_id AND e.tenant_id = m.tenant_id
                    AND LOWER(e.email) IN @names))
            """;
        if (config.AccountIds is { Count: > 0 } accounts)
        {
            yield return ("m.account_id IN @names", accounts);
        }
        else if (config.UserEmails is { Count: > 0 } emails)
        {
            yield return (ByPerson, Lower(emails));
        }
        else if (config.UserId is { } user and not ZoomConnection.Me)
        {
            yield return (ByPerson, [user, .. Lower([user])]);
        }
        else
        {
            yield return (OfOwnAccount, [""]);
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Globalization", "CA1308", Justification = "The database compares in lower case.")]
    private static IReadOnlyList<string> Lower(IReadOnlyList<string> names) => [.. names.Select(name => name.ToLowerInvariant())];

    private sealed class Unsettled
    {
        public long Id { get; init; }

        public TenantId TenantId { get; init; }

        public ConnectionId ConnectionId { get; init; }
    }
}
