using Reconvene.Client.Recordings;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Recordings;

/// <summary>Takes many recordings through their steps again; one that is not there is a row that says so, and stops no other.</summary>
internal sealed class ProcessRecordings(Database database, StartProcessing process, IEnumerable<IProcessingAsked> others)
{
    private const int Most = 1000;

    public static IReadOnlyList<FieldError> Judge(BulkProcessRequest? request) => request?.RecordingIds switch
    {
        null => [new("recording_ids", $"is missing: name 1 to {Most} recordings.")],
        { Count: 0 } => [new("recording_ids", $"names no recording: name 1 to {Most}.")],
        { Count: > Most } ids => [new("recording_ids", $"has {ids.Count} ids: name {Most} at most in one call.")],
        _ => [],
    };

    /// <summary>Rows in the order of the ids, each once.</summary>
    public async Task<IReadOnlyList<BulkProcessRow>> RunAsync(
        TenantId tenant, IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        var found = new Dictionary<long, Row>();
        var tasks = new Dictionary<long, string>();
        await using var work = await database.BeginAsync(cancellation);
        foreach (var some in ids.Distinct().Chunk(Rows.MostPerStatement))
        {
            var rows = await FindAsync(work, tenant, some, cancellation);
            foreach (var other in others)
            {
                await other.RunAsync(work, tenant, [.. rows.Select(row => row.Id)], cancellation);
            }

            var jobs = await process.RunAsync(work, tenant, [.. rows.Select(row => (row.ConnectionId, row.Id))], cancellation);
            foreach (var (row, job) in rows.Zip(jobs))
            {
                found[row.Id.Value] = row;
                tasks[row.Id.Value] = job.ToString();
            }
        }

        await work.CommitAsync(cancellation);
        return [.. ids.Distinct().Select(id => found.GetValueOrDefault(id) is { } row
            ? new BulkProcessRow { RecordingId = id, Topic = row.Topic, Status = "queued", TaskId = tasks[id] }
            : new BulkProcessRow { RecordingId = id, Status = "refused", ErrorCode = "recording_not_found", Error = $"There is no recording {id}." })];
    }

    private static Task<IReadOnlyList<Row>> FindAsync(
        Work work, TenantId tenant, IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        var sought = Rows.In(ids, new { tenant });
        return work.QueryAsync<Row>(
            $"""
            SELECT r.id, r.connection_id, m.topic
            FROM recordings r
            JOIN meetings m ON m.id = r.meeting_id AND m.tenant_id = r.tenant_id
            WHERE r.tenant_id = @tenant AND r.id IN (VALUES {sought.Values})
            ORDER BY r.id
            """,
            sought.Arguments,
            cancellation);
    }

    private sealed class Row
    {
        public RecordingId Id { get; init; }

        public ConnectionId ConnectionId { get; init; }

        public string Topic { get; init; } = "";
    }
}
