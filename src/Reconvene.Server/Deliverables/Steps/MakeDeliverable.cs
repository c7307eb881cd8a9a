using System.Globalization;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Deliverables.Steps;

/// <summary>Makes what the templates want of the recording's transcript, anew whenever something of it changed.</summary>
internal sealed class MakeDeliverable(
    ReadMeeting meetings, PlanDeliverables plan, MakeDocument make, DeliverableQueries queries, DeliverableStore store) : IStep
{
    private const int Begun = 75;
    private const int Progress = 90;

    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var recording = RecordingSubject.Read(context.Subject);
        if (await meetings.FindAsync(context.Tenant, recording, cancellation) is not { } sources)
        {
            return new StepOutcome.Done();
        }

        var attempts = context.Attempts;
        var made = new List<MadeDeliverable>();
        Meeting? meeting = null;
        foreach (var (template, remark) in await plan.RunAsync(context.Tenant, recording, context.InputAs<RecordingOrder>()?.Template, cancellation))
        {
            var stored = await queries.FingerprintAsync(context.Tenant, recording, template.Name, cancellation);
            if (sources.Transcript.Refusals(template.Limits).Count > 0 || stored == sources.Of(template, make.Maker))
            {
                continue;
            }

            // What is made is kept before more is asked for: whatever becomes of that, nobody waits for this, or pays it again.
            if (made.Count > 0)
            {
                await KeepAsync(context, recording, made, cancellation);
                attempts = 0;
                made.Clear();
            }

            meeting ??= await meetings.ReadAsync(context.Tenant, recording, sources, cancellation);
            var progress = new MakingProgress(() => attempts, async (done, all) =>
            {
                await TellAsync(context, template.Name, done, all, cancellation);
                attempts = 0;
            });
            switch (await make.RunAsync(meeting, template, progress, cancellation))
            {
                case DocumentOutcome.Failed(var failure):
                    return new StepOutcome.Failed(failure);
                case DocumentOutcome.Made one:
                    var document = remark is null ? one.Document : one.Document with { Remark = remark };
                    made.Add(new(template, document, sources.Of(template, one.Maker), one.Maker) { IsFinal = one.Maker == make.Maker });
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
            foreach (var one in made)
            {
                await store.SaveAsync(work, context.Tenant, recording, one, stop);
            }
        });
    }

    private async Task KeepAsync(StepContext context, RecordingId recording, List<MadeDeliverable> made, CancellationToken cancellation)
    {
        var last = made[^1].Template.Name;
        await context.MarkAsync(Begun, $"Made by {last}.", new Bookmark(last, Part: null), cancellation);
        await store.SaveAsync(context.Tenant, recording, made, cancellation);
    }

    /// <summary>A part that is read is progress: what failed before it counts no longer.</summary>
    private static Task TellAsync(StepContext context, string template, int done, int all, CancellationToken cancellation) => context.MarkAsync(
        Begun + ((Progress - Begun) * done / all),
        string.Create(CultureInfo.InvariantCulture, $"The model has read {done} of {all} parts."),
        new Bookmark(template, done),
        cancellation);

    /// <summary>How far the step came.</summary>
    /// <param name="Template">That was made last, or is being made.</param>
    /// <param name="Part">That the model read last; null when it is made.</param>
    private sealed record Bookmark(string Template, int? Part);
}
