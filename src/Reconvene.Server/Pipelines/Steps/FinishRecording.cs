using Reconvene.Server.Accounts;
using Reconvene.Server.Deliverables;
using Reconvene.Server.Deliverables.Templates;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Recordings;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Recognition;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Pipelines.Steps;

/// <summary>Says how the recording stands at the end of its way, by what the ledger proves.</summary>
internal sealed class FinishRecording(
    RecordingWork recordings,
    TranscriptQueries transcripts,
    RecognitionStore recognitions,
    TemplateQueries templates,
    DeliverableQueries deliverables,
    RecordingStore store) : IStep
{
    private const int LongestReason = 1000;

    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var id = RecordingSubject.Read(context.Subject);
        var files = await recordings.CountFilesAsync(context.Tenant, id, cancellation);
        var made = (await deliverables.OfRecordingAsync(context.Tenant, id, cancellation)).Count > 0;
        var away = (await recordings.FindAsync(context.Tenant, id, cancellation))?.Away;
        var (state, reason) = Judge(files, made, context.InputAs<RecordingOrder>(), away);
        if (state is RecordingState.Ready or RecordingState.Held)
        {
            var deaf = await DeafAsync(context.Tenant, id, cancellation);
            (state, reason) = await WhyNotUnderstoodAsync(context, id, deaf, cancellation) is { } trouble
                ? (RecordingState.NeedsAttention, trouble)
                : (state, reason ?? (deaf is null ? null : PlainText.Cut($"Some of the speech could not be recognised. {deaf}", LongestReason)));
        }

        return new StepOutcome.Done((work, stop) =>
            store.SetStateAsync(work, context.Tenant, id, state, reason, stop));
    }

    /// <summary>Why nobody should believe what was read, or nothing could be; null when all is well.</summary>
    private async Task<string?> WhyNotUnderstoodAsync(StepContext context, RecordingId id, string? deaf, CancellationToken cancellation)
    {
        var tenant = context.Tenant;
        if (await transcripts.FindAsync(tenant, id, cancellation) is { } head
            && await templates.TraitsAsync(tenant, id, cancellation) is { } traits)
        {
            // What one of its templates believes is good enough.
            var matching = await templates.MatchAsync(tenant, traits, context.InputAs<RecordingOrder>()?.Template, cancellation);
            return matching.Select(template => head.Refusals(template.Limits)).MinBy(one => one.Count) is { Count: > 0 } refusals
                ? PlainText.Cut($"The transcript is not believed: {string.Join(' ', refusals)} Listen, then accept it or process the recording again.", LongestReason)
                : null;
        }

        return deaf is null ? null : PlainText.Cut($"What was said could not be recognised. {deaf}", LongestReason);
    }

    /// <summary>Why a stretch could not be heard in any of its files; null when all that was tried could be.</summary>
    private async Task<string?> DeafAsync(TenantId tenant, RecordingId id, CancellationToken cancellation) =>
        (await recognitions.HeadsAsync(tenant, id, cancellation))
            .GroupBy(file => file.RecordingStartAt)
            .FirstOrDefault(stretch => stretch.All(file => file.Failure is not null))?.Last().Failure;

    /// <summary>
    /// Of one that is held without a transcript no reason is kept: whether one is still waited for changes with time, and
    /// is said when it is read.
    /// </summary>
    internal static (string State, string? Reason) Judge(
        IReadOnlyDictionary<string, int> files, bool made, RecordingOrder? order, Whereabouts? away = null)
    {
        int Count(string state) => files.GetValueOrDefault(state);
        if (Count(FileState.Queued) > 0)
        {
            return (RecordingState.Queued, null);
        }

        if (Count(FileState.Held) is 0)
        {
            return Count(FileState.Waiting) > 0 ? (RecordingState.Waiting, "Zoom is still making the files.")
                : Count(FileState.Missing) > 0 ? (RecordingState.GoneAtZoom, away?.Reason ?? "No file could be had: see each file's reason.")
                : (RecordingState.Skipped, "Nothing of it is kept here.");
        }

        if (Count(FileState.Missing) > 0 && order?.FileKey is null)
        {
            return (RecordingState.NeedsAttention, away is null
                ? $"{Count(FileState.Missing)} files are missing: see each file's reason, then process it again."
                : $"{Count(FileState.Missing)} files are missing. {away.Reason}");
        }

        if (made)
        {
            return (RecordingState.Ready, Count(FileState.Waiting) > 0 ? "Zoom is still making more files." : null);
        }

        return (RecordingState.Held, (order, Count(FileState.Waiting)) switch
        {
            ({ FileKey: not null }, _) => "Only the file that was asked for is here: process the recording to have the others.",
            ({ IsProcessed: false }, _) => "Taken and not processed, as asked: process it when it is wanted.",
            (_, > 0) => "Zoom is still making more files.",
            _ => null,
        });
    }
}
