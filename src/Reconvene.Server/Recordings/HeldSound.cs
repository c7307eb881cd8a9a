using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings;

/// <summary>Where a recording can be heard.</summary>
internal sealed class HeldSound(Database database, MediaFiles media) : IHeldSound
{
    /// <summary>Stretch after stretch, and in each sound alone before film, and the small before the large.</summary>
    public async Task<IReadOnlyList<HeldSoundFile>> ListAsync(
        TenantId tenant, RecordingId recording, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<SoundRow>(
            """
            SELECT id, file_extension, recording_start_at, recording_end_at, sha256, media_ms
            FROM recording_files
            WHERE tenant_id = @tenant AND recording_id = @recording AND state = 'held' AND sha256 IS NOT NULL
              AND LOWER(file_extension) IN ('m4a', 'mp4', 'mp3')
              AND recording_type NOT LIKE '%interpretation%' AND recording_type NOT IN ('host_video', 'audio_only_each_participant')
              AND (media_has_audio IS NULL OR media_has_audio = TRUE)
            ORDER BY CASE WHEN recording_type = 'audio_only' THEN 0 WHEN LOWER(file_extension) <> 'mp4' THEN 1 ELSE 2 END, held_bytes, id
            """,
            new { tenant, recording },
            cancellation);
        return
        [
            .. rows.OrderBy(row => row.RecordingStartAt ?? DateTimeOffset.MaxValue)
                .Select(row => new HeldSoundFile(
                    row.Id.Value,
                    media.PathOf(tenant, recording, row.Id, row.FileExtension),
                    row.RecordingStartAt,
                    row.Sha256,
                    row.MediaMs is { } length ? TimeSpan.FromMilliseconds(length) : null)
                {
                    RecordingEndAt = row.RecordingEndAt,
                }),
        ];
    }

    private sealed class SoundRow
    {
        public RecordingFileId Id { get; init; }

        public string FileExtension { get; init; } = "";

        public DateTimeOffset? RecordingStartAt { get; init; }

        public DateTimeOffset? RecordingEndAt { get; init; }

        public string Sha256 { get; init; } = "";

        public long? MediaMs { get; init; }
    }
}
