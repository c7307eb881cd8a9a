using System.Globalization;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger.Hosts;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Ledger;

/// <summary>
/// What Zoom has and what we hold, per file. Both doors write through <c>RecordAsync</c>: a listing is compared
/// with what is known, only differences are written, a statement for each kind of difference.
/// </summary>
internal sealed class LedgerStore(HostStore hosts, SilentWebhooks silent, TimeProvider time)
{
    /// <summary>Brings the ledger up to a listing of one connection, in the caller's transaction.</summary>
    public async Task<IReadOnlyList<LedgerChange>> RecordAsync(
        Work work, ZoomConnection connection, Listing listing, CancellationToken cancellation)
    {
        var changes = new List<LedgerChange>();
        var kept = listing.Recordings.Where(ListedFiles.CanKeep).DistinctBy(recording => recording.Uuid, StringComparer.Ordinal);
        foreach (var page in kept.Chunk(Rows.MostPerStatement))
        {
            changes.AddRange(await RecordPageAsync(work, connection, listing with { Recordings = page }, cancellation));
        }

        return changes;
    }

    private async Task<IEnumerable<LedgerChange>> RecordPageAsync(
        Work work, ZoomConnection connection, Listing listing, CancellationToken cancellation)
    {
        var seenBy = listing.SeenBy;
        var before = await KnownAsync(work, connection, listing.Recordings, cancellation);
        List<ZoomRecording> page = [.. listing.Recordings.Where(recording => !listing.IsOutdated(before.GetValueOrDefault(recording.Uuid)))];
        if (page.Count is 0)
        {
            return [];
        }

        var moved = page.Where(recording => ListingComparison.IsMoved(recording, before.GetValueOrDefault(recording.Uuid))).ToList();
        if (moved.Count > 0)
        {
            await hosts.SeenAsync(work, connection, moved, cancellation);
            await PutMeetingsAsync(work, connection, moved, seenBy, cancellation);
            await PutRecordingsAsync(work, connection, listing with { Recordings = moved }, cancellation);
        }

        if (seenBy is SeenBy.Sync)
        {
            await silent.JudgeAsync(work, connection, moved.Where(recording => !before.ContainsKey(recording.Uuid)), cancellation);
        }

        var now = moved.Count is 0 ? before : await KnownAsync(work, connection, page, cancellation);
        var files = await KnownFilesAsync(work, connection, [.. now.Values.Select(known => known.RecordingId)], cancellation);
        var filesMoved = ListingComparison.FilesMoved(page, now, files);
        if (listing.IsLook)
        {
            var away = before.Values.Where(known => known.AtZoom is not PlaceAtZoom.Listed).Select(known => known.RecordingId).ToHashSet();
            filesMoved = [.. filesMoved.Where(file => away.Contains(file.Recording) || !ListingComparison.IsLost(file, files))];
        }

        await PutFilesAsync(work, connection, filesMoved, seenBy, cancellation);

        var movedUuids = moved.Select(recording => recording.Uuid).ToHashSet(StringComparer.Ordinal);
        var movedFiles = filesMoved.ToLookup(file => file.Recording);
        var queued = files.Values.Where(file => file.State is FileState.Queued).Select(file => file.RecordingId).ToHashSet();
        await FollowAsync(work, connection, page, now, movedFiles, cancellation);
        return page.Select(recording => Change(now[recording.Uuid], !before.ContainsKey(recording.Uuid)));

        LedgerChange Change(KnownMeeting known, bool isNew)
        {
            var isChanged = isNew || movedUuids.Contains(known.MeetingUuid) || movedFiles.Contains(known.RecordingId);
            return new LedgerChange(
                known.RecordingId, isNew, isChanged, isChanged || (!listing.IsLook && queued.Contains(known.RecordingId)));
        }
    }

    private static async Task<Dictionary<string, KnownMeeting>> KnownAsync(
        Work work, ZoomConnection connection, IReadOnlyList<ZoomRecording> page, CancellationToken cancellation)
    {
        var sought = Rows.In(
            page.Select(recording => recording.Uuid), new { tenant = connection.TenantId, connection = connection.Id });
        var rows = await work.QueryAsync<KnownMeeting>(
            $"""
            SELECT m.id, r.id AS recording_id, m.meeting_uuid, m.topic, m.host_id, m.host_email, m.start_at,
                m.duration_minutes, r.state, r.announced_files, r.announced_bytes, r.at_zoom, r.at_zoom_asked_at
            FROM meetings m
            JOIN recordings r ON r.meeting_id = m.id AND r.tenant_id = m.tenant_id
            WHERE m.tenant_id = @tenant AND m.connection_id = @connection AND m.meeting_uuid IN (VALUES {sought.Values})
            """,
            sought.Arguments,
            cancellation);
        return rows.ToDictionary(row => row.MeetingUuid, StringComparer.Ordinal);
    }

    private static async Task<Dictionary<(RecordingId Recording, string Key), KnownFile>> KnownFilesAsync(
        Work work, ZoomConnection connection, IReadOnlyList<RecordingId> recordings, CancellationToken cancellation)
    {
        var sought = Rows.In(recordings, new { tenant = connection.TenantId });
        var rows = await work.QueryAsync<KnownFile>(
            $"""
            SELECT id, recording_id, file_key, file_type, recording_type, listed_bytes, state, is_never_made
            FROM recording_files
            WHERE tenant_id = @tenant AND recording_id IN (VALUES {sought.Values})
            """,
            sought.Arguments,
            cancellation);
        return rows.ToDictionary(row => (row.RecordingId, row.FileKey));
    }

    private async Task PutMeetingsAsync(
        Work work, ZoomConnection connection, IReadOnlyList<ZoomRecording> moved, string seenBy, CancellationToken cancellation)
    {
        var rows = Rows.Of(
            moved,
            ("uuid", recording => recording.Uuid),
            ("number", recording => recording.Id),
            ("type", recording => long.TryParse(recording.Type, CultureInfo.InvariantCulture, out var type) ? type : null),
            ("host", ListingComparison.Host),
            ("email", ListingComparison.Email),
            ("topic", ListingComparison.Topic),
            ("zone", recording => ListingComparison.Zone(recording)),
            ("start", recording => recording.StartAt),
            ("minutes", recording => recording.DurationMinutes),
            ("account", recording => recording.AccountId),
            ("kind", recording => RecordingKind.Of(recording.Uuid)));
        rows.Arguments.AddDynamicParams(new
        {
            tenant = connection.TenantId,
            connection = connection.Id,
            seenBy,
            now = time.GetUtcNow(),
        });
        await work.ExecuteAsync(
            $"""
            WITH listed (meeting_uuid, meeting_number, meeting_type, host_id, host_email, topic, timezone, start_at,
                duration_minutes, account_id, kind) AS (VALUES {rows.Values})
            INSERT INTO meetings (tenant_id, connection_id, meeting_uuid, meeting_number, meeting_type, host_id, host_email,
                topic, timezone, start_at, duration_minutes, account_id, kind, first_seen_by, first_seen_at, last_checked_at)
            SELECT @tenant, @connection, CAST(meeting_uuid AS TEXT), CAST(meeting_number AS BIGINT),
                CAST(meeting_type AS BIGINT), CAST(host_id AS TEXT), CAST(host_email AS TEXT), CAST(topic AS TEXT),
                CAST(timezone AS TEXT), CAST(start_at AS BIGINT), CAST(duration_minutes AS BIGINT),
                CAST(account_id AS TEXT), CAST(kind AS TEXT), @seenBy, @now, @now
            FROM listed
            WHERE TRUE
            ON CONFLICT (connection_id, meeting_uuid) DO UPDATE SET
                meeting_number = excluded.meeting_number, meeting_type = excluded.meeting_type, host_id = COALESCE(excluded.host_id, meetings.host_id),
                host_email = COALESCE(excluded.host_email, meetings.host_email), topic = excluded.topic,
                timezone = excluded.timezone, start_at = COALESCE(excluded.start_at, meetings.start_at),
                duration_minutes = excluded.duration_minutes,
                account_id = COALESCE(excluded.account_id, meetings.account_id), last_checked_at = excluded.last_checked_at
            """,
            rows.Arguments,
            cancellation);
    }

    /// <summary>A recording that was gone and is listed again starts anew.</summary>
    private async Task PutRecordingsAsync(
        Work work, ZoomConnection connection, Listing moved, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var rows = Rows.Of(
            moved.Recordings,
            ("uuid", recording => recording.Uuid),
            ("files", recording => ListingComparison.Count(recording)),
            ("bytes", recording => recording.TotalSizeBytes ?? 0),
            ("look", recording => Looks.First(recording, now)));
        rows.Arguments.AddDynamicParams(new
        {
            tenant = connection.TenantId,
            connection = connection.Id,
            asked = moved.AskedAt,
            looks = Looks.Count,
            soon = now + Looks.Soon,
            now,
        });
        await work.ExecuteAsync(
            $"""
            WITH listed (meeting_uuid, files, bytes, look_at) AS (VALUES {rows.Values})
            INSERT INTO recordings (tenant_id, connection_id, meeting_id, start_at, state, announced_files, announced_bytes,
                changed_at, created_at, updated_at, at_zoom, at_zoom_since, at_zoom_asked_at, next_look_at, looks_done, version)
            SELECT @tenant, @connection, m.id, COALESCE(m.start_at, @now), 'waiting', CAST(l.files AS BIGINT),
                CAST(l.bytes AS BIGINT), @now, @now, @now, 'listed', @asked, @asked, CAST(l.look_at AS BIGINT),
                CASE WHEN l.look_at IS NULL THEN @looks ELSE 0 END, 1
            FROM listed l
            JOIN meetings m ON m.tenant_id = @tenant AND m.connection_id = @connection
                AND m.meeting_uuid = CAST(l.meeting_uuid AS TEXT)
            WHERE TRUE
            ON CONFLICT (meeting_id) DO UPDATE SET
                start_at = excluded.start_at, announced_files = excluded.announced_files,
                announced_bytes = excluded.announced_bytes, updated_at = excluded.updated_at, changed_at = excluded.changed_at,
                state = CASE WHEN recordings.state = 'gone_at_zoom' THEN 'waiting' ELSE recordings.state END,
                at_zoom = 'listed', at_zoom_until = NULL,
                at_zoom_since = CASE WHEN recordings.at_zoom = 'listed' THEN recordings.at_zoom_since ELSE excluded.at_zoom_since END,
                at_zoom_asked_at = CASE WHEN recordings.at_zoom = 'listed' THEN recordings.at_zoom_asked_at ELSE excluded.at_zoom_asked_at END,
                next_look_at = CASE WHEN recordings.at_zoom = 'listed' THEN recordings.next_look_at
                    WHEN recordings.looks_done < @looks THEN @soon END,
                version = recordings.version + 1
            """,
            rows.Arguments,
            cancellation);
    }

    private async Task PutFilesAsync(
        Work work, ZoomConnection connection, IReadOnlyList<ListedFile> moved, string seenBy, CancellationToken cancellation)
    {
        foreach (var some in moved.Chunk(Rows.MostPerStatement))
        {
            var rows = Rows.Of(
                some,
                ("recording", file => file.Recording),
                ("key", file => file.File.FileKey),
                ("zoom", file => file.ZoomFileId),
                ("type", file => file.FileType),
                ("ext", file => file.Extension),
                ("kind", file => file.RecordingType),
                ("start", file => file.File.RecordingStartAt),
                ("end", file => file.File.RecordingEndAt),
                ("bytes", file => file.File.SizeBytes),
                ("state", file => file.State));
            rows.Arguments.AddDynamicParams(new { tenant = connection.TenantId, seenBy, now = time.GetUtcNow() });
            await work.ExecuteAsync(
                $"""
                WITH listed (recording_id, file_key, zoom_file_id, file_type, file_extension, recording_type,
                    recording_start_at, recording_end_at, listed_bytes, state) AS (VALUES {rows.Values})
                INSERT INTO recording_files (tenant_id, recording_id, file_key, zoom_file_id, file_type, file_extension,
                    recording_type, recording_start_at, recording_end_at, listed_bytes, state, first_seen_by, first_seen_at,
                    last_checked_at, mark_bytes, version)
                SELECT @tenant, CAST(recording_id AS BIGINT), CAST(file_key AS TEXT), CAST(zoom_file_id AS TEXT),
                    CAST(file_type AS TEXT), CAST(file_extension AS TEXT), CAST(recording_type AS TEXT),
                    CAST(recording_start_at AS BIGINT), CAST(recording_end_at AS BIGINT), CAST(listed_bytes AS BIGINT),
                    CAST(state AS TEXT), @seenBy, @now, @now, 0, 1
                FROM listed
                WHERE TRUE
                ON CONFLICT (recording_id, file_key) DO UPDATE SET
                    zoom_file_id = excluded.zoom_file_id, file_type = excluded.file_type,
                    file_extension = excluded.file_extension, recording_type = excluded.recording_type,
                    recording_start_at = excluded.recording_start_at, recording_end_at = excluded.recording_end_at,
                    listed_bytes = excluded.listed_bytes, last_checked_at = excluded.last_checked_at,
                    mark_bytes = CASE WHEN recording_files.listed_bytes = excluded.listed_bytes THEN recording_files.mark_bytes ELSE 0 END,
                    state = excluded.state,
                    reason = CASE WHEN recording_files.state = 'deleted' AND excluded.state = 'deleted' THEN recording_files.reason END,
                    version = recording_files.version + 1
                """,
                rows.Arguments,
                cancellation);
        }
    }

    /// <summary>A recording with files to fetch is queued; one whose files Zoom still makes keeps waiting.</summary>
    private async Task FollowAsync(
        Work work,
        ZoomConnection connection,
        IReadOnlyList<ZoomRecording> page,
        Dictionary<string, KnownMeeting> known,
        ILookup<RecordingId, ListedFile> moved,
        CancellationToken cancellation)
    {
        var queued = page
            .Select(recording => known[recording.Uuid].RecordingId)
            .Where(id => moved[id].Any(file => file.State is FileState.Queued))
            .Select(id => id.Value)
            .ToList();
        if (queued.Count > 0)
        {
            var rows = Rows.In(queued, new { tenant = connection.TenantId, now = time.GetUtcNow() });
            await work.ExecuteAsync(
                $"""
                UPDATE recordings
                SET state = 'queued', reason = NULL, updated_at = @now, version = version + 1
                WHERE tenant_id = @tenant AND id IN (VALUES {rows.Values})
                """,
                rows.Arguments,
                cancellation);
        }
    }
}
