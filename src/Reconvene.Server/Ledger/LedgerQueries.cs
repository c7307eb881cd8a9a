using Reconvene.Client.Ledger;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger.Proof;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Ledger;

/// <summary>The proof: per connection and day, what Zoom listed, what is held, what is missing and why, and when that was last checked.</summary>
internal sealed class LedgerQueries(Database database, SyncRunQueries runs, TimeProvider time)
{
    /// <summary>Most rows of one answer.</summary>
    public const int MostRows = 5000;

    /// <summary>Most missing files that one answer names; a longer list is a matter of narrowing the days.</summary>
    private const int MostMissing = 1000;

    private const long DayMilliseconds = 86_400_000;

    /// <summary>Every day of the range stands in one row of each connection; null when that would be more than <see cref="MostRows"/>.</summary>
    public async Task<IReadOnlyList<LedgerDay>?> DaysAsync(
        TenantId tenant, ConnectionId? connection, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var arguments = new
        {
            tenant,
            connection,
            start = from.Start(),
            end = to == DateOnly.MaxValue ? DateTimeOffset.MaxValue : to.AddDays(1).Start(),
            day = DayMilliseconds,
            most = MostMissing,
            mostRows = MostRows + 1,
        };
        var recordings = await database.QueryAsync<DayRow>(
            """
            SELECT r.connection_id, r.start_at / @day AS day, COUNT(*) AS recordings,
                SUM(CASE WHEN m.first_seen_by = 'webhook' THEN 1 ELSE 0 END) AS by_webhook
            FROM recordings r
            JOIN meetings m ON m.id = r.meeting_id AND m.tenant_id = r.tenant_id
            WHERE r.tenant_id = @tenant AND r.start_at >= @start AND r.start_at < @end
                AND (CAST(@connection AS BIGINT) IS NULL OR r.connection_id = @connection)
            GROUP BY r.connection_id, r.start_at / @day
            ORDER BY day, r.connection_id
            LIMIT @mostRows
            """,
            arguments,
            cancellation);
        var files = await database.QueryAsync<FilesRow>(
            """
            SELECT r.connection_id, r.start_at / @day AS day, f.state, COUNT(*) AS files
            FROM recording_files f
            JOIN recordings r ON r.id = f.recording_id AND r.tenant_id = f.tenant_id
            WHERE f.tenant_id = @tenant AND r.start_at >= @start AND r.start_at < @end
                AND (CAST(@connection AS BIGINT) IS NULL OR r.connection_id = @connection)
            GROUP BY r.connection_id, r.start_at / @day, f.state
            """,
            arguments,
            cancellation);
        var missing = await database.QueryAsync<MissingRow>(
            """
            SELECT r.connection_id, r.start_at / @day AS day, f.recording_id, f.id AS file_id, f.file_type, f.reason
            FROM recording_files f
            JOIN recordings r ON r.id = f.recording_id AND r.tenant_id = f.tenant_id
            WHERE f.tenant_id = @tenant AND f.state = 'missing' AND r.start_at >= @start AND r.start_at < @end
                AND (CAST(@connection AS BIGINT) IS NULL OR r.connection_id = @connection)
            ORDER BY r.start_at, f.id
            LIMIT @most
            """,
            arguments,
            cancellation);
        var connections = await ConnectionsAsync(tenant, connection, cancellation);
        var checks = (await runs.OfDaysAsync(tenant, connection, from, to, cancellation)).ToLookup(run => run.ConnectionId);
        var days = Combine(recordings, files, missing).ToLookup(day => day.CredentialId);
        var rows = connections
            .SelectMany(one => CheckedDays.Rows(one, days[one.Value], [.. checks[one]], (from, Last(to))))
            .Take(MostRows + 1)
            .ToList();
        return recordings.Count > MostRows || rows.Count > MostRows
            ? null
            : [.. rows.OrderBy(row => row.Day).ThenBy(row => row.CredentialId)];
    }

    private Task<IReadOnlyList<ConnectionId>> ConnectionsAsync(
        TenantId tenant, ConnectionId? connection, CancellationToken cancellation) =>
        database.QueryAsync<ConnectionId>(
            "SELECT id FROM zoom_connections WHERE tenant_id = @tenant AND (CAST(@connection AS BIGINT) IS NULL OR id = @connection)",
            new { tenant, connection },
            cancellation);

    /// <summary>Of days to come there is nothing to prove.</summary>
    private DateOnly Last(DateOnly to) => to < time.GetUtcNow().DayOf() ? to : time.GetUtcNow().DayOf();

    private static IEnumerable<LedgerDay> Combine(
        IReadOnlyList<DayRow> days, IReadOnlyList<FilesRow> files, IReadOnlyList<MissingRow> missing)
    {
        var counts = files.ToDictionary(row => (row.ConnectionId, row.Day, row.State), row => row.Files);
        var listed = files.ToLookup(row => (row.ConnectionId, row.Day), row => row.Files);
        var gone = missing.ToLookup(row => (row.ConnectionId, row.Day));
        return days.Select(Day);

        LedgerDay Day(DayRow row)
        {
            int Count(string state) => counts.GetValueOrDefault((row.ConnectionId, row.Day, state));
            var day = DateTimeOffset.FromUnixTimeMilliseconds(row.Day * DayMilliseconds).DayOf();
            return CheckedDays.Unchecked(row.ConnectionId, day, day) with
            {
                Recordings = row.Recordings,
                Listed = listed[(row.ConnectionId, row.Day)].Sum(),
                Held = Count(FileState.Held),
                Queued = Count(FileState.Queued),
                Waiting = Count(FileState.Waiting),
                Deleted = Count(FileState.Deleted),
                MissingCount = Count(FileState.Missing),
                Missing = [.. gone[(row.ConnectionId, row.Day)].Select(file => file.ToView())],
                LearnedByWebhook = row.ByWebhook,
                LearnedBySync = row.Recordings - row.ByWebhook,
            };
        }
    }

    private sealed class DayRow
    {
        public ConnectionId ConnectionId { get; init; }

        public long Day { get; init; }

        public int Recordings { get; init; }

        public int ByWebhook { get; init; }
    }

    private sealed class FilesRow
    {
        public ConnectionId ConnectionId { get; init; }

        public long Day { get; init; }

        public string State { get; init; } = "";

        public int Files { get; init; }
    }

    private sealed class MissingRow
    {
        public ConnectionId ConnectionId { get; init; }

        public long Day { get; init; }

        public long RecordingId { get; init; }

        public long FileId { get; init; }

        public string FileType { get; init; } = "";

        public string? Reason { get; init; }

        public MissingFile ToView() => new()
        {
            RecordingId = RecordingId,
            FileId = FileId,
            FileType = FileType,
            Reason = Reason ?? "The reason was not recorded.",
        };
    }
}
