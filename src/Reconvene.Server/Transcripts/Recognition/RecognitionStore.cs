using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>
/// What was heard in each file, piece by piece as it comes: what has been paid for once is not recognised a second time, whatever
/// happens to the process.
/// </summary>
internal sealed class RecognitionStore(Database database, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The recognised files of a recording, as far as they hold what was recognised.</summary>
    public async Task<IReadOnlyList<RecognisedFile>> ListAsync(
        TenantId tenant, RecordingId recording, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<Row>(
            """
            SELECT n.recording_file_id, n.sha256, n.recogniser, n.failure, f.recording_start_at
            FROM recognitions n
            JOIN recording_files f ON f.id = n.recording_file_id AND f.tenant_id = n.tenant_id AND f.sha256 = n.sha256
            WHERE n.tenant_id = @tenant AND f.recording_id = @recording AND n.ended_at IS NOT NULL
            ORDER BY n.recording_file_id
            """,
            new { tenant, recording },
            cancellation);
        var files = new List<RecognisedFile>();
        foreach (var row in rows)
        {
            var pieces = await PiecesAsync(tenant, row.RecordingFileId, row.Sha256, cancellation);
            files.Add(new RecognisedFile(
                row.RecordingFileId, row.Sha256, row.RecordingStartAt, row.Recogniser, row.Failure, pieces));
        }

        return files;
    }

    /// <summary>Pieces of a file that were recognised, in order.</summary>
    public async Task<IReadOnlyList<HeardPiece>> PiecesAsync(
        TenantId tenant, long file, string sha256, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<PieceRow>(
            """
            SELECT start_ms, end_ms, language, segments
            FROM recognised_pieces
            WHERE tenant_id = @tenant AND recording_file_id = @file AND sha256 = @sha256
            ORDER BY start_ms
            """,
            new { tenant, file, sha256 },
            cancellation);
        return [.. rows.Select(row => new HeardPiece(
            row.StartMs, row.EndMs, new Heard(row.Language, JsonSerializer.Deserialize<List<HeardSegment>>(row.Segments, Json)!)))];
    }

    /// <summary>Keeps a piece; the same once more changes nothing.</summary>
    public async Task KeepAsync(TenantId tenant, HeldSoundFile file, HeardPiece piece, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await work.ExecuteAsync(
            """
            INSERT INTO recognised_pieces (tenant_id, recording_file_id, sha256, start_ms, end_ms, language, segments)
            SELECT @tenant, @FileId, @Sha256, @StartMs, @EndMs, @language, @segments
            WHERE EXISTS (SELECT 1 FROM recording_files WHERE tenant_id = @tenant AND id = @FileId AND sha256 = @Sha256)
            ON CONFLICT (recording_file_id, sha256, start_ms) DO NOTHING
            """,
            new
            {
                tenant,
                file.FileId,
                file.Sha256,
                piece.StartMs,
                piece.EndMs,
                language = piece.Heard.Language,
                segments = JsonSerializer.Serialize(piece.Heard.Segments, Json),
            },
            cancellation);
        await work.CommitAsync(cancellation);
    }

    /// <summary>A file was recognised to its end, or cannot be.</summary>
    public async Task EndAsync(
        Work work, TenantId tenant, HeldSoundFile file, string recogniser, string? failure, CancellationToken cancellation)
    {
        await work.ExecuteAsync(
            """
            DELETE FROM recognised_pieces WHERE tenant_id = @tenant AND recording_file_id = @FileId AND sha256 <> @Sha256
            """,
            new { tenant, file.FileId, file.Sha256 },
            cancellation);
        await work.ExecuteAsync(
            """
            INSERT INTO recognitions (recording_file_id, tenant_id, sha256, recogniser, failure, ended_at)
            SELECT @FileId, @tenant, @Sha256, @recogniser, @failure, @now
            WHERE EXISTS (SELECT 1 FROM recording_files WHERE tenant_id = @tenant AND id = @FileId AND sha256 = @Sha256)
            ON CONFLICT (recording_file_id) DO UPDATE
            SET sha256 = excluded.sha256, recogniser = excluded.recogniser, failure = excluded.failure, ended_at = excluded.ended_at
            WHERE recognitions.tenant_id = excluded.tenant_id
            """,
            new { tenant, file.FileId, file.Sha256, recogniser, failure, now = time.GetUtcNow() },
            cancellation);
    }

    private sealed class Row
    {
        public long RecordingFileId { get; init; }

        public string Sha256 { get; init; } = "";

        public string Recogniser { get; init; } = "";

        public string? Failure { get; init; }

        public DateTimeOffset? RecordingStartAt { get; init; }
    }

    private sealed class PieceRow
    {
        public long StartMs { get; init; }

        public long EndMs { get; init; }

        public string? Language { get; init; }

        public string Segments { get; init; } = "";
    }
}
