using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Recordings.Retention.Trash;

/// <summary>
/// Which recordings could be moved to Zoom's trash, by what the ledger knows of Zoom's last listing; the job asks Zoom and
/// reads the disk before it acts.
/// </summary>
internal sealed class TrashCandidates(Database database)
{
    /// <summary>Those that Zoom lists, oldest first; one more than the page.</summary>
    public Task<IReadOnlyList<TrashCandidate>> ListAsync(
        TenantId tenant, ConnectionId? connection, DateTimeOffset? before, PageRequest page, CancellationToken cancellation) =>
        database.QueryAsync<TrashCandidate>(
            Select(
                """
                r.tenant_id = @tenant AND r.at_zoom = 'listed' AND r.state <> 'skipped'
                    AND (CAST(@connection AS BIGINT) IS NULL OR r.connection_id = @connection)
                    AND (CAST(@before AS BIGINT) IS NULL OR r.start_at < @before)
                    AND (r.start_at, r.id) > (@key, @id)
                """,
                "@take"),
            new
            {
                tenant,
                connection,
                before,
                key = page.AfterKey ?? long.MinValue,
                id = page.AfterId ?? 0,
                take = page.Limit + 1,
            },
            cancellation);

    /// <summary>Those that are named, wherever Zoom has them.</summary>
    public Task<IReadOnlyList<TrashCandidate>> FindAsync(
        TenantId tenant, IReadOnlyList<long> ids, ConnectionId? connection, DateTimeOffset? before, CancellationToken cancellation)
    {
        var sought = Rows.In(ids, new { tenant, connection, before });
        return database.QueryAsync<TrashCandidate>(
            Select(
                $"""
                r.tenant_id = @tenant AND r.id IN (VALUES {sought.Values})
                    AND (CAST(@connection AS BIGINT) IS NULL OR r.connection_id = @connection)
                    AND (CAST(@before AS BIGINT) IS NULL OR r.start_at < @before)
                """,
                ids.Count.ToString(CultureInfo.InvariantCulture)),
            sought.Arguments,
            cancellation);
    }

    /// <summary>
    /// Those whose source says that they go so many days after all of them was held, and whose turn it is; those that had none
    /// yet first, so that what stays for a reason does not stand before what could go.
    /// </summary>
    public Task<IReadOnlyList<TrashCandidate>> DueAsync(
        TenantId tenant, DateTimeOffset now, int most, CancellationToken cancellation) =>
        database.QueryAsync<TrashCandidate>(
            Select(
                $"""
                r.tenant_id = @tenant AND m.kind = 'meeting' AND r.at_zoom = 'listed' AND r.state IN ('held', 'ready')
                    AND r.next_look_at IS NULL AND NOT {RetentionSql.IsAtWork}
                    AND {RetentionSql.NextTrashAt} <= @now AND {RetentionSql.IsToBeTrashed}
                """,
                "@most",
                "COALESCE(r.trash_asked_at, 0), "),
            new { tenant, now, most },
            cancellation);

    private static string Select(string which, string most, string first = "") => $"""
        SELECT r.id, r.connection_id, r.start_at, m.topic, m.kind, r.state, r.at_zoom, r.next_look_at, r.announced_files,
            {RetentionSql.IsAtWork} AS is_at_work, COUNT(f.id) AS files,
            COALESCE(SUM(CASE WHEN f.state IN ('waiting', 'queued') THEN 1 ELSE 0 END), 0) AS coming,
            COALESCE(SUM(CASE WHEN f.state = 'missing' THEN 1 ELSE 0 END), 0) AS missing,
            COALESCE(SUM(CASE WHEN f.state = 'deleted' THEN 1 ELSE 0 END), 0) AS removed,
            COALESCE(SUM(CASE WHEN f.state = 'held' AND f.listed_bytes <> f.held_bytes THEN 1 ELSE 0 END), 0) AS differing,
            CAST(COALESCE(SUM(CASE WHEN f.state = 'held' THEN f.held_bytes ELSE 0 END), 0) AS BIGINT) AS bytes
        FROM recordings r
        JOIN meetings m ON m.id = r.meeting_id AND m.tenant_id = r.tenant_id
        LEFT JOIN recording_files f ON f.recording_id = r.id AND f.tenant_id = r.tenant_id
        WHERE {which}
        GROUP BY r.id, r.tenant_id, r.connection_id, r.start_at, m.topic, m.kind, r.state, r.at_zoom, r.next_look_at, r.announced_files,
            r.trash_asked_at
        ORDER BY {first}r.start_at, r.id
        LIMIT {most}
        """;
}

/// <summary>A recording, with what speaks against moving it to Zoom's trash.</summary>
internal sealed class TrashCandidate
{
    public RecordingId Id { get; init; }

    public ConnectionId ConnectionId { get; init; }

    public DateTimeOffset StartAt { get; init; }

    public string Topic { get; init; } = "";

    public string Kind { get; init; } = "";

    public string State { get; init; } = "";

    public string AtZoom { get; init; } = "";

    public DateTimeOffset? NextLookAt { get; init; }

    public long AnnouncedFiles { get; init; }

    public bool IsAtWork { get; init; }

    public long Files { get; init; }

    public long Coming { get; init; }

    public long Missing { get; init; }

    public long Removed { get; init; }

    public long Differing { get; init; }

    public long Bytes { get; init; }

    /// <summary>What is said of calls and voicemails.</summary>
    public const string PhoneHasNone = "Calls and voicemails are moved to the trash of Zoom Phone at Zoom alone: only ours can be removed here.";

    /// <summary>Why it stays; null when nothing speaks against it.</summary>
    public string? Against => this switch
    {
        { Kind: not RecordingKind.Meeting } => PhoneHasNone,
        { AtZoom: PlaceAtZoom.Trashed } => "It is in Zoom's trash already.",
        { AtZoom: PlaceAtZoom.Deleted } => "Zoom no longer has it.",
        { IsAtWork: true } => "It is being worked on: ask again when that is done.",
        { Files: 0 } => "Zoom has listed no file of it.",
        { Coming: > 0 } => $"{Coming} of its files are not held yet.",
        { Missing: > 0 } => $"{Missing} of its files are missing here.",
        { Removed: > 0 } => $"{Removed} of its files were removed here: Zoom's are the only ones.",
        { Differing: > 0 } => $"{Differing} of its files have another size than Zoom lists.",
        _ when AnnouncedFiles > Files => $"Zoom counts {AnnouncedFiles} files, and {Files} are known.",
        { NextLookAt: { } look } => string.Create(
            CultureInfo.InvariantCulture, $"Zoom may still add files: it is looked at again on {look.UtcDateTime:yyyy-MM-dd HH:mm} UTC."),
        _ => null,
    };
}
