using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>
/// What was heard in each file, piece by piece as it comes: what has been paid for once is not recognised a second time, whatever
/// happens to the process.
/// </summary>
internal sealed class RecognitionStore(Database database, TimeProvider time)
{
    private const int LongestName = 300;
    private const int LongestReason = 1000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>
    /// What was heard of a recording, or why it was not: of files whose bytes are those that were heard, and of files that are no
    /// longer kept.
    /// </summary>
    public async Task<IReadOnlyList<RecognisedFile>> ListAsync(
        TenantId tenant, RecordingId recording, CancellationToken cancellation)
    {
        var files = new List<RecognisedFile>();
        foreach (var file in await HeadsAsync(tenant, recording, cancellation))
        {
            files.Add(file with { Pieces = await PiecesAsync(tenant, file.FileId, file.Sha256, cancellation) });
        }

        return files;
    }

    /// <summary>The same without what was heard.</summary>
    public async Task<IReadOnlyList<RecognisedFile>> HeadsAsync(
        TenantId tenant, RecordingId recording, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<Row>(
            """
            SELECT n.recording_file_id, n.sha256, n.recogniser, n.failure, n.is_final, n.ended_at, f.recording_start_at
            FROM recognitions n
            JOIN recording_files f ON f.id = n.recording_file_id AND f.tenant_id = n.tenant_id
                AND (f.sha256 = n.sha256 OR f.state <> 'held')
            WHERE n.tenant_id = @tenant AND f.recording_id = @recording AND n.ended_at IS NOT NULL
            ORDER BY n.recording_file_id
            """,
            new { tenant, recording },
            cancellation);
        return
        [
            .. rows.Select(row => new RecognisedFile(row.RecordingFileId, row.Sha256, row.RecordingStartAt, row.Recogniser, row.Failure, [])
            {
                IsFinal = row.IsFinal,
                EndedAt = row.EndedAt,
            }),
        ];
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

    /// <summary>Forgets pieces of an earlier cut: beside those of another one their words would stand twice.</summary>
    public async Task ForgetOtherCutsAsync(
        TenantId tenant, HeldSoundFile file, IReadOnlyCollection<(long StartMs, long EndMs)> cut, CancellationToken cancellation)
    {
        var others = (await PiecesAsync(tenant, file.FileId, file.Sha256, cancellation))
            .Where(piece => !cut.Contains((piece.StartMs, piece.EndMs)))
            .ToList();
        if (others.Count is 0)
        {
            return;
        }

        await using var work = await database.BeginAsync(cancellation);
        foreach (var piece in others)
        {
            await work.ExecuteAsync(
                """
                DELETE FROM recognised_pieces
                WHERE tenant_id = @tenant AND recording_file_id = @FileId AND sha256 = @Sha256 AND start_ms = @StartMs
                """,
                new { tenant, file.FileId, file.Sha256, piece.StartMs },
                cancellation);
        }

        await work.CommitAsync(cancellation);
    }

    /// <summary>Forgets what failed, and what another recogniser heard: a person wants it heard anew.</summary>
    public static async Task ForgetAsync(
        Work work, TenantId tenant, RecordingId recording, string recogniser, CancellationToken cancellation)
    {
        const string Those = """
            SELECT n.recording_file_id FROM recognitions n
            JOIN recording_files f ON f.id = n.recording_file_id AND f.tenant_id = n.tenant_id
            WHERE n.tenant_id = @tenant AND f.recording_id = @recording AND f.state = 'held'
                AND (n.failure IS NOT NULL OR n.recogniser <> @recogniser)
            """;
        var sought = new { tenant, recording, recogniser };
        await work.ExecuteAsync(
            $"DELETE FROM recognised_pieces WHERE tenant_id = @tenant AND recording_file_id IN ({Those})", sought, cancellation);
        await work.ExecuteAsync($"DELETE FROM recognitions WHERE tenant_id = @tenant AND recording_file_id IN ({Those})", sought, cancellation);
    }

    /// <summary>A file was recognised to its end, or cannot be.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="file">What was heard.</param>
    /// <param name="recogniser">Who heard it.</param>
    /// <param name="failure">Why it could not be heard; null when it was.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task EndAsync(
        Work work, TenantId tenant, HeldSoundFile file, string recogniser, Failure? failure, CancellationToken cancellation)
    {
        await work.ExecuteAsync(
            """
            DELETE FROM recognised_pieces WHERE tenant_id = @tenant AND recording_file_id = @FileId AND sha256 <> @Sha256
            """,
            new { tenant, file.FileId, file.Sha256 },
            cancellation);
        await work.ExecuteAsync(
            """
            INSERT INTO recognitions (recording_file_id, tenant_id, sha256, recogniser, failure, is_final, ended_at)
            SELECT @FileId, @tenant, @Sha256, @recogniser, @reason, @isFinal, @now
            WHERE EXISTS (SELECT 1 FROM recording_files WHERE tenant_id = @tenant AND id = @FileId AND sha256 = @Sha256)
            ON CONFLICT (recording_file_id) DO UPDATE
            SET sha256 = excluded.sha256, recogniser = excluded.recogniser, failure = excluded.failure, is_final = excluded.is_final,
                ended_at = excluded.ended_at
            WHERE recognitions.tenant_id = excluded.tenant_id
            """,
            new
            {
                tenant,
                file.FileId,
                file.Sha256,
                recogniser = PlainText.Cut(recogniser, LongestName),
                reason = failure is null ? null : PlainText.Cut(failure.Reason, LongestReason),
                isFinal = failure is { Kind: FailureKind.Unreadable },
                now = time.GetUtcNow(),
            },
            cancellation);
    }

    private sealed class Row
    {
        public long RecordingFileId { get; init; }

        public string Sha256 { get; init; } = "";

        public string Recogniser { get; init; } = "";

        public string? Failure { get; init; }

        public bool IsFinal { get; init; }

        public DateTimeOffset EndedAt { get; init; }

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
