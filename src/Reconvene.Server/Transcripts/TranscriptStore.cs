using System.Data;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dapper;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Transcripts.Quality;

namespace Reconvene.Server.Transcripts;

internal sealed class TranscriptStore(ISaidIndex index, TimeProvider time)
{
    private const int RowsPerStatement = Rows.MostPerStatement;

    /// <summary>Puts this transcript in the place of the one before, whole, in the caller's transaction.</summary>
    public async Task ReplaceAsync(
        Work work,
        TenantId tenant,
        RecordingId recording,
        Transcript transcript,
        TranscriptMeasures measures,
        CancellationToken cancellation)
    {
        await RemoveAsync(work, tenant, recording, cancellation);
        var id = await work.SingleAsync<TranscriptId>(
            """
            INSERT INTO transcripts (tenant_id, recording_id, source, language, duration_ms, segment_count, faults, fingerprint, words_fingerprint, measures, created_at)
            VALUES (@tenant, @recording, @source, @language, @duration, @count, @faults, @fingerprint, @words, @measures, @now)
            RETURNING id
            """,
            new
            {
                tenant,
                recording,
                source = transcript.Source,
                language = transcript.Language,
                duration = (long)transcript.Duration.TotalMilliseconds,
                count = transcript.Segments.Count,
                faults = JsonSerializer.Serialize(transcript.Faults),
                fingerprint = transcript.Fingerprint,
                words = TranscriptFingerprint.OfWords(transcript.Segments),
                measures = MeasuresJson.Write(measures),
                now = time.GetUtcNow(),
            },
            cancellation);
        foreach (var rows in transcript.Segments.Chunk(RowsPerStatement))
        {
            await InsertAsync(work, tenant, id, rows, cancellation);
        }

        await index.AddAsync(work, tenant, recording, id, transcript.Segments, cancellation);
    }

    private static async Task RemoveAsync(Work work, TenantId tenant, RecordingId recording, CancellationToken cancellation)
    {
        await work.ExecuteAsync(
            """
            DELETE FROM transcript_segments
            WHERE tenant_id = @tenant
              AND transcript_id IN (SELECT id FROM transcripts WHERE tenant_id = @tenant AND recording_id = @recording)
            """,
            new { tenant, recording },
            cancellation);
        await work.ExecuteAsync(
            "DELETE FROM transcripts WHERE tenant_id = @tenant AND recording_id = @recording",
            new { tenant, recording },
            cancellation);
    }

    private static async Task InsertAsync(
        Work work, TenantId tenant, TranscriptId transcript, Segment[] rows, CancellationToken cancellation)
    {
        var sql = new StringBuilder(
            """
            INSERT INTO transcript_segments (tenant_id, transcript_id, number, recording_file_id, start_ms, end_ms, speaker, text, is_chat)
            VALUES
            """);
        var arguments = new DynamicParameters();
        arguments.Add("tenant", tenant.Value, DbType.Int64);
        arguments.Add("transcript", transcript.Value, DbType.Int64);
        for (var i = 0; i < rows.Length; i++)
        {
            var (row, n) = (rows[i], i.ToString(CultureInfo.InvariantCulture));
            sql.Append(i is 0 ? " " : ", ")
                .Append(CultureInfo.InvariantCulture, $"(@tenant, @transcript, @n{n}, @f{n}, @s{n}, @e{n}, @w{n}, @t{n}, @c{n})");
            arguments.Add("n" + n, row.Number, DbType.Int32);
            arguments.Add("f" + n, row.RecordingFileId, DbType.Int64);
            arguments.Add("s" + n, (long)row.Start.TotalMilliseconds, DbType.Int64);
            arguments.Add("e" + n, (long)row.End.TotalMilliseconds, DbType.Int64);
            arguments.Add("w" + n, row.Speaker, DbType.String);
            arguments.Add("t" + n, row.Text, DbType.String);
            arguments.Add("c" + n, row.IsChat, DbType.Boolean);
        }

        await work.ExecuteAsync(sql.ToString(), arguments, cancellation);
    }
}
