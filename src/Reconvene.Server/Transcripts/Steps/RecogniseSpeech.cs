using System.Globalization;
using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Programs;
using Reconvene.Server.Recordings;
using Reconvene.Server.Transcripts.Recognition;

namespace Reconvene.Server.Transcripts.Steps;

/// <summary>
/// Recognises the speech of stretches that Zoom has given no text of. Zoom's own is waited for, because it knows who speaks;
/// each piece is kept when it is done. What cannot be recognised keeps a reason, and stops nothing.
/// </summary>
internal sealed class RecogniseSpeech(
    IHeldTextFiles texts,
    IHeldSound sounds,
    RecognitionStore store,
    RecognitionWishes wishes,
    CutSound cut,
    OutsidePrograms programs,
    IOptions<RecognitionOptions> options,
    IServiceProvider services,
    TimeProvider time) : IStep
{
    private const int Begun = 55;
    private const int Done = 68;

    /// <summary>Runs of this step that an outside world in trouble may take; then the recording goes on without.</summary>
    private const int MostRuns = 6;

    /// <summary>A program that crashed or hung twice does so a third time.</summary>
    private const int MostRunsOfCommand = 2;

    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        if (!options.Value.IsOn)
        {
            return new StepOutcome.Done();
        }

        var recording = RecordingSubject.Read(context.Subject);
        var isForAll = options.Value.When is RecogniseWhen.Always || await wishes.IsAskedAsync(context.Tenant, recording, cancellation);
        var todo = await ToDoAsync(context.Tenant, recording, isForAll, cancellation);
        if (todo.Count is 0)
        {
            return new StepOutcome.Done((work, stop) => RecognitionWishes.EndWaitAsync(work, context.Tenant, recording, stop));
        }

        if (!isForAll && WaitForZoom(todo) is { } until)
        {
            await context.MarkAsync(
                Begun,
                string.Create(CultureInfo.InvariantCulture, $"Zoom's own transcript is waited for until {until:yyyy-MM-dd HH:mm} UTC; then the speech is recognised here."),
                null,
                cancellation);
            return new StepOutcome.Done((work, stop) => RecognitionWishes.WaitAsync(work, context.Tenant, recording, until, stop));
        }

        var recogniser = services.GetRequiredService<IRecogniser>();
        var ended = new List<(HeldSoundFile File, string? Failure)>();
        foreach (var file in todo)
        {
            var failure = await RecogniseAsync(context, recogniser, file, cancellation);
            if (failure is not null && IsToBeTriedAgain(failure, context.Attempts))
            {
                return new StepOutcome.Failed(failure);
            }

            ended.Add((file, failure?.Reason));
        }

        return new StepOutcome.Done(async (work, stop) =>
        {
            await RecognitionWishes.EndWaitAsync(work, context.Tenant, recording, stop);
            foreach (var (file, failure) in ended)
            {
                await store.EndAsync(work, context.Tenant, file, recogniser.Name, failure, stop);
            }
        });
    }

    private bool IsToBeTriedAgain(Failure failure, int attempts) =>
        failure.Kind is FailureKind.RateLimited
        || (failure.IsRetryable && attempts + 1 < (options.Value.Endpoint is null ? MostRunsOfCommand : MostRuns));

    /// <summary>Held sound of stretches without a text of Zoom's, that was not yet recognised as it is now.</summary>
    private async Task<IReadOnlyList<HeldSoundFile>> ToDoAsync(
        TenantId tenant, RecordingId recording, bool isForAll, CancellationToken cancellation)
    {
        var written = isForAll
            ? []
            : (await texts.ListAsync(tenant, recording.Value, cancellation)).Where(Stretch.TellsSpeech).Select(file => file.RecordingStartAt).ToHashSet();
        var known = (await store.ListAsync(tenant, recording, cancellation)).Select(file => (file.FileId, file.Sha256)).ToHashSet();
        return
        [
            .. (await sounds.ListAsync(tenant, recording, cancellation))
                .Where(file => !written.Contains(file.RecordingStartAt) && !known.Contains((file.FileId, file.Sha256))),
        ];
    }

    /// <summary>Until when; null when it is time.</summary>
    private DateTimeOffset? WaitForZoom(IReadOnlyList<HeldSoundFile> todo)
    {
        var until = todo.Max(file => file.RecordingEndAt ?? file.RecordingStartAt) + options.Value.WaitForZoom;
        return until > time.GetUtcNow() ? until : null;
    }

    /// <summary>Null when all of the file was recognised.</summary>
    private async Task<Failure?> RecogniseAsync(
        StepContext context, IRecogniser recogniser, HeldSoundFile file, CancellationToken cancellation)
    {
        using var place = programs.MakePlace();
        await context.MarkAsync(Begun, "The sound is being prepared for recognition.", null, cancellation);
        var (pieces, failure) = await cut.RunAsync(file.Path, place, cancellation);
        if (failure is not null)
        {
            return failure;
        }

        var done = (await store.PiecesAsync(context.Tenant, file.FileId, file.Sha256, cancellation)).Select(piece => piece.StartMs).ToHashSet();
        for (var i = 0; i < pieces.Count; i++)
        {
            var (start, end) = ((long)pieces[i].Start.TotalMilliseconds, (long)pieces[i].End.TotalMilliseconds);
            if (!done.Contains(start))
            {
                switch (await recogniser.RecogniseAsync(pieces[i], cancellation))
                {
                    case HeardOutcome.Failed failed:
                        return failed.Failure;
                    case HeardOutcome.Done(var heard):
                        await store.KeepAsync(context.Tenant, file, new HeardPiece(start, end, heard), cancellation);
                        break;
                }
            }

            // A bookmark that moves is progress, after which failures count anew.
            await context.MarkAsync(
                Begun + ((Done - Begun) * (i + 1) / pieces.Count),
                string.Create(CultureInfo.InvariantCulture, $"Speech was recognised in {i + 1} of {pieces.Count} pieces."),
                new { file = file.FileId, piece = i + 1 },
                cancellation);
        }

        return null;
    }
}
