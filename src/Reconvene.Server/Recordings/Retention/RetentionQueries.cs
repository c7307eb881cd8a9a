using System.Globalization;
using Reconvene.Client.Recordings;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Recordings.Retention;

/// <summary>What the rules of retention would remove, now and in the days to come, without removing it.</summary>
internal sealed class RetentionQueries(Database database, TimeProvider time)
{
    /// <summary>What goes first comes first.</summary>
    public async Task<RetentionPreview> PreviewAsync(
        TenantId tenant, long? source, int days, PageRequest page, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var arguments = new
        {
            tenant,
            source,
            now,
            until = now.AddDays(days),
            key = page.AfterKey ?? long.MinValue,
            id = page.AfterId ?? 0,
            take = page.Limit + 1,
        };
        var totals = await database.FindAsync<Totals>(
            $"""
            SELECT COALESCE(SUM(CASE WHEN is_processed AND due_at <= @now THEN 1 ELSE 0 END), 0) AS now_files,
                CAST(COALESCE(SUM(CASE WHEN is_processed AND due_at <= @now THEN bytes ELSE 0 END), 0) AS BIGINT) AS now_bytes,
                COALESCE(SUM(CASE WHEN is_processed THEN 1 ELSE 0 END), 0) AS then_files,
                CAST(COALESCE(SUM(CASE WHEN is_processed THEN bytes ELSE 0 END), 0) AS BIGINT) AS then_bytes,
                COALESCE(SUM(CASE WHEN is_processed OR due_at > @now THEN 0 ELSE 1 END), 0) AS back_files,
                CAST(COALESCE(SUM(CASE WHEN is_processed OR due_at > @now THEN 0 ELSE bytes END), 0) AS BIGINT) AS back_bytes
            FROM ({Candidates}) c
            """,
            arguments,
            cancellation) ?? new Totals();
        var rows = await database.QueryAsync<Row>(
            $"""
            SELECT c.id, c.recording_id, c.file_type, c.bytes, c.held_at, c.due_at, c.rule, c.keep_days, c.source_id, m.topic
            FROM ({Candidates}) c
            JOIN meetings m ON m.id = c.meeting_id AND m.tenant_id = @tenant
            WHERE c.is_processed AND (c.due_at, c.id) > (@key, @id)
            ORDER BY c.due_at, c.id
            LIMIT @take
            """,
            arguments,
            cancellation);
        var cut = page.Cut(rows, row => (row.DueAt.ToUnixTimeMilliseconds(), row.Id.Value));
        return new RetentionPreview
        {
            Now = new RetentionTotal { Files = totals.NowFiles, Bytes = totals.NowBytes },
            Within = new RetentionTotal { Files = totals.ThenFiles, Bytes = totals.ThenBytes },
            Days = days,
            KeptBack = new RetentionTotal { Files = totals.BackFiles, Bytes = totals.BackBytes },
            Sentence = totals.Sentence(days),
            Items = [.. cut.Items.Select(row => row.ToItem(now))],
            NextCursor = cut.NextCursor,
        };
    }

    private const string Candidates = $"""
        SELECT f.id, f.recording_id, r.meeting_id, f.file_type, COALESCE(f.held_bytes, 0) AS bytes, f.held_at,
            {RetentionSql.DueAt} AS due_at, {RetentionSql.Rule} AS rule, s.keep_days, s.id AS source_id,
            {RetentionSql.IsProcessed} AS is_processed
        {RetentionSql.Held}
        WHERE {RetentionSql.MayGo} AND {RetentionSql.DueAt} <= @until
            AND (CAST(@source AS BIGINT) IS NULL OR s.id = @source)
        """;

    private sealed class Totals
    {
        public long NowFiles { get; init; }

        public long NowBytes { get; init; }

        public long ThenFiles { get; init; }

        public long ThenBytes { get; init; }

        public long BackFiles { get; init; }

        public long BackBytes { get; init; }

        public string Sentence(int days)
        {
            var back = BackFiles is 0
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $" The time of {BackFiles} more is over, and they stay until their recording is processed.");
            return string.Create(
                CultureInfo.InvariantCulture, $"{NowFiles} media files ({NowBytes} bytes) go at once, {ThenFiles} ({ThenBytes} bytes) within {days} days.{back}");
        }
    }

    private sealed class Row
    {
        public RecordingFileId Id { get; init; }

        public RecordingId RecordingId { get; init; }

        public string FileType { get; init; } = "";

        public long Bytes { get; init; }

        public DateTimeOffset HeldAt { get; init; }

        public DateTimeOffset DueAt { get; init; }

        public string Rule { get; init; } = "";

        public long? KeepDays { get; init; }

        public long? SourceId { get; init; }

        public string Topic { get; init; } = "";

        public RetentionItem ToItem(DateTimeOffset now) => new()
        {
            RecordingId = RecordingId.Value,
            FileId = Id.Value,
            Topic = Topic,
            FileType = FileType,
            Bytes = Bytes,
            HeldAt = HeldAt,
            DueAt = DueAt,
            IsDue = DueAt <= now,
            KeepMedia = new KeepMedia(Rule, Rule is KeepMedia.UntilProcessed ? null : KeepDays).ToString(),
            SourceId = SourceId,
        };
    }
}
