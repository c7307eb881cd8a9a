using System.Text.Json;
using Reconvene.Client.Transcripts;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Transcripts.Quality;
using Reconvene.Server.Transcripts.Recognition;
using Reconvene.Server.Transcripts.Speakers;

namespace Reconvene.Server.Transcripts;

/// <summary>What people are shown of a transcript, without its words.</summary>
internal sealed class TranscriptViews(TranscriptQueries queries, SpeakerQueries speakers, RecognitionStore recognitions)
{
    /// <summary>Null when the tenant has no such transcript.</summary>
    public async Task<TranscriptStateView?> FindAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation)
    {
        if (await queries.FindAsync(tenant, recording, cancellation) is not { } head)
        {
            return null;
        }

        var measures = head.Measures is null ? null : MeasuresJson.Read(head.Measures);
        var refusals = head.Judge(QualityLimits.Usual);
        return new TranscriptStateView
        {
            RecordingId = head.RecordingId.Value,
            Source = head.Source,
            Language = head.Language,
            ToldLanguage = measures?.ToldLanguage,
            DurationMs = head.DurationMs,
            Segments = head.SegmentCount,
            Gate = (measures, refusals.Count, head.AcceptedBy) switch
            {
                (null, _, _) => "not_judged",
                (_, 0, _) => "passed",
                (_, _, null) => "failed",
                _ => "accepted",
            },
            Refusals = refusals,
            AcceptedBy = head.AcceptedBy?.Value,
            AcceptedAt = head.AcceptedAt,
            Measures = measures is null ? null : View(measures),
            Speakers = await speakers.ListAsync(tenant, head.Id, cancellation),
            Faults = JsonSerializer.Deserialize<List<string>>(head.Faults)!,
            Recognitions = [.. (await recognitions.HeadsAsync(tenant, recording, cancellation)).Select(View)],
            CreatedAt = head.CreatedAt,
        };
    }

    private static RecognitionView View(RecognisedFile file) => new()
    {
        FileId = file.FileId,
        Recogniser = file.Recogniser,
        Failure = file.Failure,
        EndedAt = file.EndedAt,
    };

    private static TranscriptMeasuresView View(TranscriptMeasures measures) => new()
    {
        Segments = measures.Segments,
        Words = measures.Words,
        DistinctWords = measures.DistinctWords,
        WordsOnce = measures.WordsOnce,
        MostRepeated = measures.MostRepeated,
        LongestRun = measures.LongestRun,
        WordsPerMinute = measures.WordsPerMinute,
        WordsPerSpokenMinute = measures.WordsPerSpokenMinute,
        MediaMs = measures.MediaMs,
        LastMs = measures.LastMs,
    };
}
