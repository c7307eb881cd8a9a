using System.Diagnostics;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings;

/// <summary>Zoom's texts of a recording, where they stand on the disk.</summary>
internal sealed class HeldTextFiles(Database database, MediaFiles media) : IHeldTextFiles
{
    public async Task<IReadOnlyList<HeldTextFile>> ListAsync(
        TenantId tenant, long recordingId, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<TextRow>(
            """
            SELECT id, file_type, file_extension, recording_start_at, sha256
            FROM recording_files
            WHERE tenant_id = @tenant AND recording_id = @recordingId AND state = 'held'
              AND file_type IN ('TRANSCRIPT', 'PHONE_TRANSCRIPT', 'CC', 'CHAT', 'TIMELINE')
            ORDER BY COALESCE(recording_start_at, 0), id
            """,
            new { tenant, recordingId },
            cancellation);
        return [.. rows.Select(row => new HeldTextFile(
            row.Id.Value,
            media.PathOf(tenant, new RecordingId(recordingId), row.Id, row.FileExtension),
            row.RecordingStartAt,
            row.Sha256)
        {
            Kind = KindOf(row.FileType),
        })];
    }

    private static HeldTextKind KindOf(string fileType) => fileType switch
    {
        "TRANSCRIPT" => HeldTextKind.Transcript,
        "PHONE_TRANSCRIPT" => HeldTextKind.PhoneTranscript,
        "CC" => HeldTextKind.Captions,
        "CHAT" => HeldTextKind.Chat,
        "TIMELINE" => HeldTextKind.Timeline,
        _ => throw new UnreachableException(),
    };

    private sealed class TextRow
    {
        public RecordingFileId Id { get; init; }

        public string FileType { get; init; } = "";

        public string FileExtension { get; init; } = "";

        public DateTimeOffset? RecordingStartAt { get; init; }

        public string Sha256 { get; init; } = "";
    }
}
