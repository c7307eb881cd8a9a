using System.Globalization;
using Reconvene.Server.Deliverables.Templates;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Recordings.Attendance;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Speakers;

namespace Reconvene.Server.Deliverables.Steps;

/// <summary>Makes what the templates want of the recording's transcript, anew whenever something of it changed.</summary>
internal sealed class MakeDeliverable(
    TranscriptQueries transcripts,
    SpeakerQueries speakers,
    AttendanceQueries attendance,
    TemplateQueries templates,
    MakeDocument make,
    DeliverableQueries queries,
    DeliverableStore store) : IStep
{
    private const int Begun = 75;
    private const int Progress = 90;

    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var recording = RecordingSubject.Read(context.Subject);
        if (await transcripts.FindAsync(context.Tenant, recording, cancellation) is not { } head)
        {
            return new StepOutcome.Done();
        }

        var names = await speakers.NamesAsync(context.Tenant, recording, cancellation);
        var made = new List<(string Template, DocumentOutcome.Made Made, string Fingerprint)>();
        Meeting? meeting = null;
        foreach (var template in await TemplatesAsync(context, recording, cancellation))
        {
            var stored = await queries.FingerprintAsync(context.Tenant, recording, template.Name, cancellation);
            if (head.Refusals(template.Limits).Count > 0 || stored == FingerprintOf(head, names, template, make.Maker))
            {
                continue;
            }

            meeting ??= await ReadAsync(context, recording, head, names, cancellation);
            switch (await make.RunAsync(context.Tenant, meeting, template, context.Attempts, (done, all) => TellAsync(context, done, all, cancellation), cancellation))
            {
                case DocumentOutcome.Failed(var failure):
                    return new StepOutcome.Failed(failure);
                case DocumentOutcome.Made one:
                    made.Add((template.Name, one, FingerprintOf(head, names, template, one.Maker)));
                    break;
            }
        }

        if (made.Count is 0)
        {
            return new StepOutcome.Done();
        }

        await context.MarkAsync(Progress, "The deliverable was made.", null, cancellation);
        return new StepOutcome.Done(async (work, stop) =>
        {
            foreach (var (template, one, fingerprint) in made)
            {
                await store.SaveAsync(work, context.Tenant, recording, template, one.Document, fingerprint, stop);
            }
        });
    }

    private async Task<IReadOnlyList<Template>> TemplatesAsync(StepContext context, RecordingId recording, CancellationToken cancellation) =>
        await templates.TraitsAsync(context.Tenant, recording, cancellation) is { } traits
            ? await templates.MatchAsync(context.Tenant, traits, context.InputAs<RecordingOrder>()?.Template, cancellation)
            : [];

    private async Task<Meeting> ReadAsync(
        StepContext context, RecordingId recording, TranscriptHead head, IReadOnlyDictionary<string, string> names, CancellationToken cancellation)
    {
        var segments = new List<Segment>(head.SegmentCount);
        await foreach (var segment in transcripts.SegmentsAsync(context.Tenant, head.Id, cancellation))
        {
            segments.Add(segment);
        }

        return new Meeting(
            head.Topic, head.RecordedAt, head.Language, segments, await attendance.ListAsync(context.Tenant, recording, cancellation), names);
    }

    private static Task TellAsync(StepContext context, int done, int all, CancellationToken cancellation) => context.MarkAsync(
        Begun + ((Progress - Begun) * done / all),
        string.Create(CultureInfo.InvariantCulture, $"The model has read {done} of {all} parts."),
        null,
        cancellation);

    private static string FingerprintOf(TranscriptHead head, IReadOnlyDictionary<string, string> names, Template template, string maker) =>
        DeliverableFingerprint.Of(
            head.Topic, head.Fingerprint, names, string.Create(CultureInfo.InvariantCulture, $"{template.Name} {template.Version}"), maker);
}
