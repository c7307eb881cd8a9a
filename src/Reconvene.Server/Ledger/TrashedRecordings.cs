using Reconvene.Server.Connections;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Ledger;

/// <summary>
/// What lies in Zoom's trash, in the ledger: known, not to be fetched, and with a reason that says until when it can be had
/// back. What is held of it stays as it is. A recording that already stands so is not written again.
/// </summary>
internal sealed class TrashedRecordings(LedgerStore ledger, TimeProvider time)
{
    /// <summary>
    /// Brings the ledger up to a listing of the trash, in the caller's transaction. None of it has work; of what was known
    /// before, nothing is told to have changed.
    /// </summary>
    public async Task<IReadOnlyList<LedgerChange>> RecordAsync(
        Work work, ZoomConnection connection, Listing trashed, CancellationToken cancellation)
    {
        var (asked, now) = (trashed.AskedAt, time.GetUtcNow());
        var page = trashed.Recordings.Where(ListedFiles.CanKeep).DistinctBy(recording => recording.Uuid, StringComparer.Ordinal).ToList();
        var known = await KnownAsync(work, connection, page, cancellation);
        var fresh = page.Where(recording => !known.ContainsKey(recording.Uuid)).ToList();
        var changes = await ledger.RecordAsync(
            work, connection, trashed with { Recordings = [.. fresh.Select(Unfetched)] }, cancellation);
        var moved = fresh
            .Zip(changes, (recording, change) => new Trashed(change.Recording, WhereIs(recording, null, asked), IsKept: false))
            .Concat(
                from recording in page
                let before = known.GetValueOrDefault(recording.Uuid)
                where before is not null
                let place = WhereIs(recording, before, asked)
                where !before.StandsSo(place)
                select new Trashed(before.Id, place, before.IsKept))
            .ToList();
        await MoveAsync(work, connection, moved, (asked, now), cancellation);
        await LoseAsync(work, connection, [.. moved.Where(one => !one.IsKept)], (asked, now), cancellation);
        return
        [
            .. changes.Select(change => change with { HasWork = false }),
            .. known.Values.Select(one => new LedgerChange(one.Id, IsNew: false, IsChanged: false, HasWork: false)),
        ];
    }

    /// <summary>Where Zoom has them: what we hold is another matter. An older answer than the one on record changes nothing.</summary>
    private static async Task MoveAsync(
        Work work, ZoomConnection connection, IReadOnlyList<Trashed> moved, (DateTimeOffset Asked, DateTimeOffset Now) at,
        CancellationToken cancellation)
    {
        foreach (var some in moved.Chunk(Rows.MostPerStatement))
        {
            var rows = Rows.Of(
                some, ("recording", one => one.Recording), ("since", one => one.Where.Since), ("until", one => one.Where.Until));
            rows.Arguments.AddDynamicParams(new { tenant = connection.TenantId, asked = at.Asked, now = at.Now });
            await work.ExecuteAsync(
                $"""
                WITH moved (moved_id, moved_since, moved_until) AS (VALUES {rows.Values})
                UPDATE recordings
                SET at_zoom = 'trashed', at_zoom_since = CAST(moved_since AS BIGINT), at_zoom_until = CAST(moved_until AS BIGINT),
                    at_zoom_asked_at = @asked, next_look_at = CAST(moved_until AS BIGINT), updated_at = @now, version = version + 1
                FROM moved
                WHERE tenant_id = @tenant AND id = CAST(moved_id AS BIGINT) AND at_zoom_asked_at <= @asked
                """,
                rows.Arguments,
                cancellation);
        }
    }

    /// <summary>Those of which nothing is held cannot be had as long as they are there: those that were just moved.</summary>
    private static async Task LoseAsync(
        Work work, ZoomConnection connection, IReadOnlyList<Trashed> lost, (DateTimeOffset Asked, DateTimeOffset Now) at,
        CancellationToken cancellation)
    {
        foreach (var some in lost.Chunk(Rows.MostPerStatement))
        {
            var rows = Rows.Of(some, ("recording", one => one.Recording), ("reason", one => one.Where.Reason));
            rows.Arguments.AddDynamicParams(new { tenant = connection.TenantId, asked = at.Asked, now = at.Now });
            await work.ExecuteAsync(
                $"""
                WITH lost (lost_id, lost_reason) AS (VALUES {rows.Values})
                UPDATE recordings
                SET state = 'gone_at_zoom', reason = CAST(lost_reason AS TEXT), updated_at = @now, version = version + 1
                FROM lost
                WHERE tenant_id = @tenant AND id = CAST(lost_id AS BIGINT) AND at_zoom = 'trashed' AND at_zoom_asked_at = @asked
                """,
                rows.Arguments,
                cancellation);
            await work.ExecuteAsync(
                $"""
                WITH lost (lost_id, lost_reason) AS (VALUES {rows.Values})
                UPDATE recording_files
                SET state = 'missing', reason = CAST(lost_reason AS TEXT), version = version + 1
                FROM lost
                WHERE tenant_id = @tenant AND recording_id = CAST(lost_id AS BIGINT) AND state IN ('waiting', 'queued', 'missing')
                    AND EXISTS (
                        SELECT 1 FROM recordings r
                        WHERE r.id = recording_files.recording_id AND r.tenant_id = @tenant
                            AND r.at_zoom = 'trashed' AND r.at_zoom_asked_at = @asked)
                """,
                rows.Arguments,
                cancellation);
        }
    }

    private static async Task<Dictionary<string, Known>> KnownAsync(
        Work work, ZoomConnection connection, List<ZoomRecording> page, CancellationToken cancellation)
    {
        if (page.Count is 0)
        {
            return [];
        }

        var sought = Rows.In(
            page.Select(recording => recording.Uuid), new { tenant = connection.TenantId, connection = connection.Id });
        var rows = await work.QueryAsync<Known>(
            $"""
            SELECT r.id, m.meeting_uuid, r.state, r.reason, r.at_zoom, r.at_zoom_since, r.at_zoom_until,
                (r.state = 'skipped' OR EXISTS (
                    SELECT 1 FROM recording_files f
                    WHERE f.recording_id = r.id AND f.tenant_id = r.tenant_id AND f.state = 'held')) AS is_kept
            FROM meetings m
            JOIN recordings r ON r.meeting_id = m.id AND r.tenant_id = m.tenant_id
            WHERE m.tenant_id = @tenant AND m.connection_id = @connection AND m.meeting_uuid IN (VALUES {sought.Values})
            """,
            sought.Arguments,
            cancellation);
        return rows.ToDictionary(row => row.MeetingUuid, StringComparer.Ordinal);
    }

    /// <summary>Without its addresses: Zoom gives no file out of the trash.</summary>
    private static ZoomRecording Unfetched(ZoomRecording recording) => recording with
    {
        Files = [.. recording.Files.Select(file => file with { DownloadUrl = null })],
        ParticipantAudioFiles = [.. recording.ParticipantAudioFiles.Select(file => file with { DownloadUrl = null })],
    };

    /// <summary>Where Zoom does not say since when, it is since we first saw it there.</summary>
    private static Whereabouts WhereIs(ZoomRecording recording, Known? before, DateTimeOffset asked) => Whereabouts.InTrash(
        recording.EveryFile().Max(file => file.TrashedAt)
        ?? (before?.AtZoom is PlaceAtZoom.Trashed ? before.AtZoomSince : null)
        ?? asked);

    private sealed record Trashed(RecordingId Recording, Whereabouts Where, bool IsKept);

    private sealed class Known
    {
        public RecordingId Id { get; init; }

        public string MeetingUuid { get; init; } = "";

        public string State { get; init; } = "";

        public string? Reason { get; init; }

        public string AtZoom { get; init; } = "";

        public DateTimeOffset? AtZoomSince { get; init; }

        public DateTimeOffset? AtZoomUntil { get; init; }

        /// <summary>Some of it is held, or somebody removed it here: it goes its own way.</summary>
        public bool IsKept { get; init; }

        public bool StandsSo(Whereabouts where) =>
            AtZoom == where.AtZoom && AtZoomUntil == where.Until
            && (IsKept || (State is RecordingState.GoneAtZoom && Reason == where.Reason));
    }
}
