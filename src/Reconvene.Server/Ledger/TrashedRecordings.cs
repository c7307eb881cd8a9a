using System.Globalization;
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
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Brings the ledger up to a listing of the trash, in the caller's transaction. None of it has work.</summary>
    public async Task<IReadOnlyList<LedgerChange>> RecordAsync(
        Work work, ZoomConnection connection, IReadOnlyList<ZoomRecording> trashed, CancellationToken cancellation)
    {
        var page = trashed.Where(ListedFiles.CanKeep).DistinctBy(recording => recording.Uuid, StringComparer.Ordinal).ToList();
        var known = await KnownAsync(work, connection, page, cancellation);
        var fresh = page.Where(recording => !known.ContainsKey(recording.Uuid)).ToList();
        var changes = await ledger.RecordAsync(work, connection, [.. fresh.Select(Unfetched)], SeenBy.Sync, cancellation);
        var lost = new List<(RecordingId Recording, string Reason)>(
            fresh.Zip(changes, (recording, change) => (change.Recording, ReasonOf(recording))));
        lost.AddRange(
            from recording in page
            let before = known.GetValueOrDefault(recording.Uuid)
            where before is { IsKept: false } && !(before.State is RecordingState.GoneAtZoom && before.Reason == ReasonOf(recording))
            select (before.Id, ReasonOf(recording)));
        await MarkAsync(work, connection, lost, cancellation);
        return [.. changes.Select(change => change with { HasWork = false })];
    }

    /// <summary>The one place that says how a recording in the trash stands.</summary>
    private async Task MarkAsync(
        Work work, ZoomConnection connection, IReadOnlyList<(RecordingId Recording, string Reason)> lost, CancellationToken cancellation)
    {
        foreach (var some in lost.Chunk(Rows.MostPerStatement))
        {
            var rows = Rows.Of(some, ("recording", one => one.Recording), ("reason", one => one.Reason));
            rows.Arguments.AddDynamicParams(new { tenant = connection.TenantId, now = time.GetUtcNow() });
            await work.ExecuteAsync(
                $"""
                WITH lost (lost_id, lost_reason) AS (VALUES {rows.Values})
                UPDATE recordings
                SET state = 'gone_at_zoom', reason = CAST(lost_reason AS TEXT), updated_at = @now, version = version + 1
                FROM lost
                WHERE tenant_id = @tenant AND id = CAST(lost_id AS BIGINT)
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
            SELECT r.id, m.meeting_uuid, r.state, r.reason,
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

    private static string ReasonOf(ZoomRecording recording)
    {
        var trashedAt = recording.EveryFile().Max(file => file.TrashedAt);
        var until = trashedAt is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"until {at.UtcDateTime + Kept:yyyy-MM-dd}")
            : "for 30 days from when it was put there";
        return $"In Zoom's trash {until}, where no file can be fetched. Recover it at Zoom (Recordings, Trash): the next sync then takes it.";
    }

    private sealed class Known
    {
        public RecordingId Id { get; init; }

        public string MeetingUuid { get; init; } = "";

        public string State { get; init; } = "";

        public string? Reason { get; init; }

        /// <summary>Some of it is held, or somebody removed it here: it goes its own way.</summary>
        public bool IsKept { get; init; }
    }
}
