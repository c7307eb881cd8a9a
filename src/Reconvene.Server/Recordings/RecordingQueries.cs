using System.Globalization;
using Reconvene.Client.Recordings;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Recordings.Retention;

namespace Reconvene.Server.Recordings;

/// <summary>Recordings as people see them.</summary>
internal sealed class RecordingQueries(Database database, IEnumerable<IRecordingPart> parts)
{
    /// <summary>How the reason begins while a transcript of Zoom's is looked for.</summary>
    public const string WaitsForZoom = "Waiting for Zoom's transcript";

    private const string Columns = $"""
        SELECT r.id, r.connection_id AS credential_id, m.kind, m.meeting_uuid, m.meeting_number AS meeting_id, m.topic,
            r.start_at AS start_time, m.duration_minutes AS duration, m.timezone, m.host_id,
            COALESCE(h.email, m.host_email) AS host_email, r.state, r.reason, m.first_seen_by AS learned_by, r.at_zoom,
            r.at_zoom_since, r.at_zoom_until, r.next_look_at AS next_check_at, r.is_kept, r.source_id, s.keep_days,
            {RetentionSql.Rule} AS rule
        FROM recordings r
        JOIN meetings m ON m.id = r.meeting_id AND m.tenant_id = r.tenant_id
        LEFT JOIN hosts h ON h.connection_id = m.connection_id AND h.host_id = m.host_id AND h.tenant_id = m.tenant_id
        LEFT JOIN sources s ON s.id = r.source_id AND s.tenant_id = r.tenant_id
        """;

    public async Task<RecordingView?> FindAsync(TenantId tenant, RecordingId id, CancellationToken cancellation)
    {
        var row = await database.FindAsync<RecordingRow>(
            $"{Columns} WHERE r.tenant_id = @tenant AND r.id = @id", new { tenant, id }, cancellation);
        return row is null ? null : (await CompleteAsync(tenant, [row], cancellation))[0];
    }

    /// <summary>Newest first, by the moment the meeting began.</summary>
    public async Task<Page<RecordingView>> ListAsync(
        TenantId tenant, RecordingFilter filter, PageRequest page, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<RecordingRow>(
            $"""
            {Columns}
            WHERE r.tenant_id = @tenant
                AND (r.start_at, r.id) < (@key, @id)
                AND (CAST(@State AS TEXT) IS NULL OR r.state = @State)
                AND (CAST(@Connection AS BIGINT) IS NULL OR r.connection_id = @Connection)
                AND (CAST(@From AS BIGINT) IS NULL OR r.start_at >= @From)
                AND (CAST(@Until AS BIGINT) IS NULL OR r.start_at < @Until)
            ORDER BY r.start_at DESC, r.id DESC
            LIMIT @take
            """,
            new
            {
                tenant,
                key = page.AfterKey ?? long.MaxValue,
                id = page.AfterId ?? long.MaxValue,
                take = page.Limit + 1,
                filter.State,
                filter.Connection,
                filter.From,
                filter.Until,
            },
            cancellation);
        var cut = page.Cut(rows, row => (row.StartTime.ToUnixTimeMilliseconds(), row.Id.Value));
        return new Page<RecordingView>(await CompleteAsync(tenant, cut.Items, cancellation), cut.NextCursor);
    }

    /// <summary>A held file with what serving it needs; null when there is none of this tenant, or it is not held.</summary>
    public Task<HeldFile?> FindHeldAsync(
        TenantId tenant, RecordingId recording, RecordingFileId file, CancellationToken cancellation) =>
        database.FindAsync<HeldFile>(
            """
            SELECT f.id, f.recording_id, f.file_type, f.file_extension, f.content_type, f.held_bytes, f.sha256, f.held_at, f.state, f.reason,
                m.topic, r.start_at
            FROM recording_files f
            JOIN recordings r ON r.id = f.recording_id AND r.tenant_id = f.tenant_id
            JOIN meetings m ON m.id = r.meeting_id AND m.tenant_id = r.tenant_id
            WHERE f.tenant_id = @tenant AND f.recording_id = @recording AND f.id = @file
            """,
            new { tenant, recording, file },
            cancellation);

    private async Task<IReadOnlyList<RecordingView>> CompleteAsync(
        TenantId tenant, IReadOnlyList<RecordingRow> rows, CancellationToken cancellation)
    {
        if (rows.Count is 0)
        {
            return [];
        }

        var ids = rows.Select(row => row.Id).ToList();
        var files = (await FilesAsync(tenant, ids, cancellation)).ToLookup(file => file.RecordingId);
        var views = rows.Select(row => row.ToView([.. files[row.Id].Select(file => file.ToView())])).ToList();
        foreach (var part in parts)
        {
            var add = await part.ReadAsync(tenant, ids, cancellation);
            views = [.. views.Select(add)];
        }

        return views;
    }

    private Task<IReadOnlyList<FileRow>> FilesAsync(
        TenantId tenant, IReadOnlyList<RecordingId> recordings, CancellationToken cancellation)
    {
        var sought = Rows.In(recordings, new { tenant });
        return database.QueryAsync<FileRow>(
            $"""
            SELECT id, recording_id, zoom_file_id, file_type, recording_type, recording_start_at AS recording_start,
                recording_end_at AS recording_end, state, reason, listed_bytes, held_bytes, sha256, held_at,
                first_seen_by AS learned_by
            FROM recording_files
            WHERE tenant_id = @tenant AND recording_id IN (VALUES {sought.Values})
            ORDER BY recording_id, COALESCE(recording_start_at, 0), file_type, id
            """,
            sought.Arguments,
            cancellation);
    }

    private sealed class RecordingRow
    {
        public RecordingId Id { get; init; }

        public long CredentialId { get; init; }

        public string Kind { get; init; } = "";

        public string MeetingUuid { get; init; } = "";

        public long? MeetingId { get; init; }

        public string Topic { get; init; } = "";

        public DateTimeOffset StartTime { get; init; }

        public int? Duration { get; init; }

        public string? Timezone { get; init; }

        public string? HostId { get; init; }

        public string? HostEmail { get; init; }

        public string State { get; init; } = "";

        public string? Reason { get; init; }

        public string LearnedBy { get; init; } = "";

        public string AtZoom { get; init; } = "";

        public DateTimeOffset? AtZoomSince { get; init; }

        public DateTimeOffset? AtZoomUntil { get; init; }

        public DateTimeOffset? NextCheckAt { get; init; }

        public bool IsKept { get; init; }

        public long? SourceId { get; init; }

        public long? KeepDays { get; init; }

        public string Rule { get; init; } = "";

        public RecordingView ToView(IReadOnlyList<RecordingFileView> files) => new()
        {
            Id = Id.Value,
            CredentialId = CredentialId,
            Kind = Kind,
            MeetingUuid = MeetingUuid,
            MeetingId = MeetingId,
            Topic = Topic,
            StartTime = StartTime,
            Duration = Duration,
            Timezone = Timezone,
            HostId = HostId,
            HostEmail = HostEmail,
            State = State,
            Reason = Reason ?? Silence(files),
            LearnedBy = LearnedBy,
            AtZoom = AtZoom,
            AtZoomSince = AtZoomSince,
            AtZoomUntil = AtZoomUntil,
            NextCheckAt = NextCheckAt,
            IsKept = IsKept,
            SourceId = SourceId,
            KeepMedia = new KeepMedia(Rule, KeepDays).ToString(),
            FileCount = files.Count,
            HeldBytes = files.Where(file => file.State is FileState.Held).Sum(file => file.HeldBytes ?? 0),
            Files = files,
            Deliverables = [],
        };

        /// <summary>Why there is nothing to read of what is held.</summary>
        private string? Silence(IReadOnlyList<RecordingFileView> files) => (State, AtZoom, NextCheckAt) switch
        {
            (not RecordingState.Held, _, _) => null,
            _ when files.FirstOrDefault(file => file is { FileType: "PHONE_TRANSCRIPT", State: FileState.Missing }) is { } unmade => unmade.Reason,
            _ when files.Any(file => file is { FileType: "TRANSCRIPT", State: not FileState.Deleted } or { FileType: "PHONE_TRANSCRIPT", State: FileState.Held }) =>
                "Nothing could be read in Zoom's transcript.",
            (_, PlaceAtZoom.Listed, { } at) => string.Create(
                CultureInfo.InvariantCulture, $"{WaitsForZoom}, next look at {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC."),
            (_, PlaceAtZoom.Listed, _) when Kind is not RecordingKind.Meeting =>
                "Zoom Phone made none: switch on transcripts of call recordings and voicemails in the account's Phone settings.",
            (_, PlaceAtZoom.Listed, _) =>
                "Zoom produced none: switch on audio transcripts in the account's recording settings.",
            _ => "It was removed at Zoom before there was a transcript.",
        };
    }

    private sealed class FileRow
    {
        public long Id { get; init; }

        public RecordingId RecordingId { get; init; }

        public string? ZoomFileId { get; init; }

        public string FileType { get; init; } = "";

        public string RecordingType { get; init; } = "";

        public DateTimeOffset? RecordingStart { get; init; }

        public DateTimeOffset? RecordingEnd { get; init; }

        public string State { get; init; } = "";

        public string? Reason { get; init; }

        public long? ListedBytes { get; init; }

        public long? HeldBytes { get; init; }

        public string? Sha256 { get; init; }

        public DateTimeOffset? HeldAt { get; init; }

        public string LearnedBy { get; init; } = "";

        public RecordingFileView ToView() => new()
        {
            Id = Id,
            ZoomFileId = ZoomFileId,
            FileType = FileType,
            RecordingType = RecordingType,
            RecordingStart = RecordingStart,
            RecordingEnd = RecordingEnd,
            State = State,
            Reason = Reason,
            ListedBytes = ListedBytes,
            HeldBytes = HeldBytes,
            Sha256 = Sha256,
            HeldAt = HeldAt,
            LearnedBy = LearnedBy,
        };
    }
}
