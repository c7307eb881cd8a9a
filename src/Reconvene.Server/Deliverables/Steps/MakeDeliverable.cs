using Reconvene.Server.Deliverables.Extractive;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Recordings;
using Reconvene.Server.Recordings.Attendance;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Quality;
using Reconvene.Server.Transcripts.Speakers;

namespace Reconvene.Server.Deliverables.Steps;

/// <summary>Makes the recording's deliverable of its transcript, anew whenever topic or transcript changed.</summary>
internal sealed class MakeDeliverable(
    TranscriptQueries transcripts,
    SpeakerQueries speakers,
    AttendanceQueries attendance,
    DeliverableQueries queries,
    DeliverableStore store) : IStep
{
    public const string Template = Templates.Summary;

    private const int Progress = 90;

    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var recording = RecordingSubject.Read(context.Subject);
        if (await transcripts.FindAsync(context.Tenant, recording, cancellation) is not { } head)
        {
            return new StepOutcome.Done();
        }

        if (head.Refusals(QualityLimits.Usual) is { Count: > 0 })
        {
            await context.MarkAsync(Progress, "The transcript is not believed, and nothing is made of it.", null, cancellation);
            return new StepOutcome.Done();
        }

        var names = await speakers.NamesAsync(context.Tenant, recording, cancellation);
        var fingerprint = DeliverableFingerprint.Of(head.Topic, head.Fingerprint, names);
        if (await queries.FingerprintAsync(context.Tenant, recording, Template, cancellation) == fingerprint)
        {
            return new StepOutcome.Done();
        }

        var segments = new List<Segment>(head.SegmentCount);
        await foreach (var segment in transcripts.SegmentsAsync(context.Tenant, head.Id, cancellation))
        {
            segments.Add(segment);
        }

        var document = WhoWasThere.Add(
            ExtractiveSummariser.Make(head.Topic, head.RecordedAt, head.Language, segments),
            await attendance.ListAsync(context.Tenant, recording, cancellation),
            names);
        await context.MarkAsync(Progress, "The summary was made.", null, cancellation);
        return new StepOutcome.Done((work, ct) =>
            store.SaveAsync(work, context.Tenant, recording, Template, document, fingerprint, ct));
    }
}
