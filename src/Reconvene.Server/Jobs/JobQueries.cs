using System.Buffers.Binary;
using System.Diagnostics;
using Reconvene.Client.Tasks;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Jobs;

/// <summary>Jobs as the API and the console show them.</summary>
internal sealed class JobQueries(Database database)
{
    private const string Columns = """
        SELECT id, kind, subject, state, status, progress, result, attempts, failure_reason, not_before,
               created_at, started_at, updated_at, finished_at
        FROM jobs
        """;

    private const string One = $"{Columns} WHERE tenant_id = @tenant AND id = @id";

    // Ids are made of the moment the job was asked for, so their order is the newest first.
    private const string Newest = $"""
        {Columns}
        WHERE tenant_id = @tenant
          AND (@kind IS NULL OR kind = @kind)
          AND (@subject IS NULL OR subject = @subject)
          AND (@state IS NULL
               OR (@state = 'PENDING' AND state = 'open' AND attempts = 0 AND started_at IS NULL)
               OR (@state = 'PROCESSING' AND (state = 'running' OR (state = 'open' AND attempts = 0 AND started_at IS NOT NULL)))
               OR (@state = 'RETRY' AND state = 'open' AND attempts > 0)
               OR (@state = 'SUCCESS' AND state = 'done')
               OR (@state = 'FAILURE' AND state = 'given_up')
               OR (@state = 'CANCELLED' AND state = 'cancelled'))
          AND (@after IS NULL OR (created_at, id) < (@afterAt, @after))
        ORDER BY created_at DESC, id DESC
        LIMIT @limit
        """;

    /// <summary>Null when this tenant has no such job.</summary>
    public async Task<TaskView?> FindAsync(TenantId tenant, JobId job, CancellationToken cancellation) =>
        (await database.FindAsync<Row>(One, new { tenant, id = job.ToString() }, cancellation))?.ToView();

    /// <summary>Newest first.</summary>
    /// <param name="tenant">Whose jobs.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public async Task<Page<TaskView>> ListAsync(
        TenantId tenant, JobFilter filter, PageRequest page, CancellationToken cancellation)
    {
        var after = page is { AfterKey: { } high, AfterId: { } low } ? Join(high, low) : (Guid?)null;
        var rows = await database.QueryAsync<Row>(
            Newest,
            new
            {
                tenant,
                kind = filter.Kind,
                subject = filter.Subject,
                state = filter.State,
                after = after?.ToString("D"),
                afterAt = after is { } id ? MadeAt(id) : 0L,
                limit = page.Limit + 1,
            },
            cancellation);
        var cut = page.Cut(rows, row => Split(Guid.ParseExact(row.Id, "D")));
        return new Page<TaskView>([.. cut.Items.Select(row => row.ToView())], cut.NextCursor);
    }

    private static (long High, long Low) Split(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return (BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..]));
    }

    private static Guid Join(long high, long low)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], low);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The milliseconds in a UUIDv7, which are the row's <c>created_at</c>.</summary>
    private static long MadeAt(Guid id) => (long)((ulong)Split(id).High >> 16);

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Subject { get; init; } = "";

        public string State { get; init; } = "";

        public string Status { get; init; } = "";

        public int Progress { get; init; }

        public string? Result { get; init; }

        public int Attempts { get; init; }

        public string? FailureReason { get; init; }

        public DateTimeOffset NotBefore { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? StartedAt { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public DateTimeOffset? FinishedAt { get; init; }

        public TaskView ToView()
        {
            var state = StateForPeople();
            return new TaskView
            {
                TaskId = Id,
                Kind = Kind,
                Subject = Subject,
                State = state,
                Status = Status,
                Progress = Progress,
                Result = state is TaskStates.Success ? JobJson.Read(Result) : null,
                Error = FailureReason,
                CreatedAt = CreatedAt,
                UpdatedAt = UpdatedAt,
                FinishedAt = FinishedAt,
                NotBefore = state is TaskStates.Retry ? NotBefore : null,
            };
        }

        private string StateForPeople() => State switch
        {
            "open" when Attempts > 0 => TaskStates.Retry,
            "open" when StartedAt is null => TaskStates.Pending,
            "open" or "running" => TaskStates.Processing,
            "done" => TaskStates.Success,
            "given_up" => TaskStates.Failure,
            "cancelled" => TaskStates.Cancelled,
            _ => throw new UnreachableException(),
        };
    }
}
