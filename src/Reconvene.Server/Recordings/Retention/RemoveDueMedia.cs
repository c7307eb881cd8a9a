using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings.Retention;

/// <summary>
/// Removes media whose time is over, the longest held first. The rows say so first, with the reason, and keep what was held
/// (size, SHA-256, when); then the files go. Whoever moves a row removes its file, so that of several nodes one does it; a
/// file that a stop left behind is swept away later.
/// </summary>
internal sealed partial class RemoveDueMedia(
    Database database, MediaFiles media, AuditTrail audit, TimeProvider time, ILogger<RemoveDueMedia> logger)
{
    private const int MostNamed = 50;

    /// <summary>One batch of a tenant. How many files were removed, and whether there may be more.</summary>
    public async Task<(int Removed, bool HasMore)> RunAsync(TenantId tenant, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var due = await DueAsync(work, tenant, cancellation);
        if (due.Count is 0)
        {
            return (0, false);
        }

        var gone = await MarkAsync(work, tenant, due, cancellation);
        if (gone.Count > 0)
        {
            await audit.RecordAsync(work, Entry(tenant, gone), cancellation);
        }

        await work.CommitAsync(cancellation);
        foreach (var file in gone)
        {
            Remove(tenant, file);
        }

        return (gone.Count, due.Count == RetentionSql.Batch && gone.Count > 0);
    }

    private void Remove(TenantId tenant, DueFile file)
    {
        try
        {
            media.Remove(tenant, file.RecordingId, file.Id, alsoAside: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.NotRemoved(logger, file.Id.Value, error.Message);
        }
    }

    /// <summary>
    /// Until the commit nobody changes a rule, and nobody keeps one of these recordings: whom somebody changes now is passed
    /// over. SQLite has one writer, which is this one.
    /// </summary>
    private async Task<IReadOnlyList<DueFile>> DueAsync(Work work, TenantId tenant, CancellationToken cancellation)
    {
        var isPostgres = database.Dialect.Engine is Engine.Postgres;
        if (isPostgres)
        {
            await work.QueryAsync<long>("SELECT id FROM sources WHERE tenant_id = @tenant ORDER BY id FOR SHARE", new { tenant }, cancellation);
        }

        return await work.QueryAsync<DueFile>(
            $"""
            SELECT f.id, f.recording_id, f.version, f.held_bytes, s.id AS source_id, s.name AS source_name, s.keep_days,
                {RetentionSql.Rule} AS rule
            {RetentionSql.Held}
            WHERE {RetentionSql.MayGo} AND {RetentionSql.DueAt} <= @now AND {RetentionSql.IsProcessed}
            ORDER BY f.held_at, f.id
            LIMIT {RetentionSql.Batch}
            {(isPostgres ? "FOR UPDATE OF r SKIP LOCKED" : "")}
            """,
            new { tenant, now = time.GetUtcNow() },
            cancellation);
    }

    private async Task<IReadOnlyList<DueFile>> MarkAsync(
        Work work, TenantId tenant, IReadOnlyList<DueFile> due, CancellationToken cancellation)
    {
        var rows = Rows.Of(due, ("id", file => file.Id), ("version", file => file.Version), ("reason", file => file.Reason(time.GetUtcNow())));
        rows.Arguments.AddDynamicParams(new { tenant });
        var moved = await work.QueryAsync<RecordingFileId>(
            $"""
            WITH due (due_id, due_version, due_reason) AS (VALUES {rows.Values})
            UPDATE recording_files
            SET state = 'deleted', reason = CAST(due_reason AS TEXT), mark_bytes = 0, mark_etag = NULL, version = version + 1
            FROM due
            WHERE tenant_id = @tenant AND id = CAST(due_id AS BIGINT) AND version = CAST(due_version AS BIGINT) AND state = 'held'
            RETURNING id
            """,
            rows.Arguments,
            cancellation);
        var ids = moved.ToHashSet();
        return [.. due.Where(file => ids.Contains(file.Id))];
    }

    private static AuditEntry Entry(TenantId tenant, IReadOnlyList<DueFile> gone)
    {
        var recordings = gone.Select(file => file.RecordingId.Value).Distinct().ToList();
        return new(
            tenant,
            AuditActor.Server,
            "media.removed",
            "retention",
            new
            {
                files = gone.Count,
                bytes = gone.Sum(file => file.HeldBytes ?? 0),
                recordings = recordings.Count,
                sources = gone.Select(file => file.SourceId).OfType<long>().Distinct().Take(MostNamed),
                first_recordings = recordings.Take(MostNamed),
            });
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "File {FileId}, whose time was over, could not be removed from the disk; it is swept away later. {Why}")]
        public static partial void NotRemoved(ILogger logger, long fileId, string why);
    }

    private sealed class DueFile
    {
        public RecordingFileId Id { get; init; }

        public RecordingId RecordingId { get; init; }

        public long Version { get; init; }

        public long? HeldBytes { get; init; }

        public long? SourceId { get; init; }

        public string? SourceName { get; init; }

        public long? KeepDays { get; init; }

        public string Rule { get; init; } = "";

        public string Reason(DateTimeOffset now)
        {
            var whose = SourceId is null ? "taken by name" : string.Create(CultureInfo.InvariantCulture, $"source {SourceId} '{SourceName}'");
            var rule = Rule is KeepMedia.UntilProcessed ? "until it is processed" : $"{KeepDays} days";
            return string.Create(
                CultureInfo.InvariantCulture, $"Removed here on {now.UtcDateTime:yyyy-MM-dd} by the rule of retention ({whose}): media are kept {rule}.");
        }
    }
}
