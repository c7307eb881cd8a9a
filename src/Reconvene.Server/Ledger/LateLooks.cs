using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Ledger;

/// <summary>
/// Asks for the looks that are due. Every node asks; that a look is asked for, and when the next one is, stand in one
/// transaction, so that it is asked for once, and a stop of the server loses none.
/// </summary>
internal sealed class LateLooks(Database database, JobQueue jobs, TimeProvider time, ILogger<LateLooks> logger)
    : Rounds(TimeSpan.FromMinutes(1), isFirstAtOnce: true, time, logger)
{
    private const int MostOfTenant = 50;
    private const int Most = 500;

    protected override string What => "asking for looks at recordings whose files may be late";

    public async Task RunAsync(CancellationToken cancellation)
    {
        IReadOnlyList<DueLook> due;
        do
        {
            due = await DueAsync(cancellation);
            foreach (var look in due)
            {
                await AskAsync(look, cancellation);
            }
        }
        while (due.Count > 0);
    }

    protected override Task RoundAsync(CancellationToken cancellation) => RunAsync(cancellation);

    /// <summary>Of every tenant, its longest due first and no more than its share.</summary>
    private Task<IReadOnlyList<DueLook>> DueAsync(CancellationToken cancellation) =>
        database.QueryAsync<DueLook>(
            """
            WITH due AS (
                SELECT id, tenant_id, ROW_NUMBER() OVER (PARTITION BY tenant_id ORDER BY next_look_at, id) AS place
                FROM recordings
                WHERE next_look_at <= @now)
            SELECT r.tenant_id, r.id, r.connection_id, r.state, r.at_zoom, r.created_at, r.next_look_at, r.looks_done,
                m.meeting_uuid, m.account_id
            FROM due d
            JOIN recordings r ON r.id = d.id AND r.tenant_id = d.tenant_id
            JOIN meetings m ON m.id = r.meeting_id AND m.tenant_id = r.tenant_id
            WHERE d.place <= @each
            ORDER BY d.place, r.id
            LIMIT @most
            """,
            new { now = Time.GetUtcNow(), each = MostOfTenant, most = Most },
            cancellation);

    private async Task AskAsync(DueLook look, CancellationToken cancellation)
    {
        // The end of the trash is looked at besides.
        var (done, next) = look.AtZoom is PlaceAtZoom.Listed
            ? Looks.After(look.LooksDone, look.CreatedAt, Time.GetUtcNow())
            : (look.LooksDone, null);
        await using var work = await database.BeginAsync(cancellation);
        var isOurs = await work.ExecuteAsync(
            """
            UPDATE recordings
            SET looks_done = @done, next_look_at = @next
            WHERE tenant_id = @TenantId AND id = @Id AND next_look_at = @NextLookAt
            """,
            new { look.TenantId, look.Id, look.NextLookAt, done, next },
            cancellation) is 1;
        if (isOurs && look.State is not RecordingState.Skipped)
        {
            await jobs.EnqueueAsync(work, look.ToRequest(), cancellation);
        }

        await work.CommitAsync(cancellation);
    }

    private sealed class DueLook
    {
        public TenantId TenantId { get; init; }

        public RecordingId Id { get; init; }

        public ConnectionId ConnectionId { get; init; }

        public string State { get; init; } = "";

        public string AtZoom { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset NextLookAt { get; init; }

        public int LooksDone { get; init; }

        public string MeetingUuid { get; init; } = "";

        public string? AccountId { get; init; }

        public JobRequest ToRequest() => LearnRecordingInput.Request(
            TenantId, ConnectionId, new(ConnectionId.Value, MeetingUuid, AccountId, SeenBy.Sync));
    }
}
