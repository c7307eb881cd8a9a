using Reconvene.Client.Recordings;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Transcripts;

/// <summary>Shows with a recording whether, and from where, it has a transcript.</summary>
internal sealed class TranscriptPart(Database database) : IRecordingPart
{
    public async Task<Func<RecordingView, RecordingView>> ReadAsync(
        TenantId tenant, IReadOnlyList<RecordingId> recordings, CancellationToken cancellation)
    {
        var sought = Rows.In(recordings, new { tenant });
        var rows = await database.QueryAsync<PartRow>(
            $"""
            SELECT recording_id, source, language, segment_count AS segments
            FROM transcripts
            WHERE tenant_id = @tenant AND recording_id IN (VALUES {sought.Values})
            """,
            sought.Arguments,
            cancellation);
        var byRecording = rows.ToDictionary(row => row.RecordingId);
        return view => byRecording.TryGetValue(view.Id, out var row)
            ? view with
            {
                Transcript = new() { Source = row.Source, Language = row.Language, Segments = row.Segments },
            }
            : view;
    }

    private sealed class PartRow
    {
        public long RecordingId { get; init; }

        public string Source { get; init; } = "";

        public string Language { get; init; } = "";

        public int Segments { get; init; }
    }
}
