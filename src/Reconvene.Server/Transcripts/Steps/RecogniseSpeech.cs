using System.Globalization;
using Microsoft.Extensions.Options;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Recordings;
using Reconvene.Server.Transcripts.Recognition;

namespace Reconvene.Server.Transcripts.Steps;

/// <summary>
/// Recognises the speech of stretches that Zoom has given no text of. Zoom's own is waited for, because it knows who speaks. What
/// cannot be recognised keeps a reason, and stops nothing.
/// </summary>
internal sealed class RecogniseSpeech(
    SoundToHear sounds, RecognitionStore store, IServiceProvider services, IOptions<RecognitionOptions> options, TimeProvider time) : IStep
{
    private const int Begun = 55;

    /// <summary>Runs of this step that an outside world in trouble may take; then the recording goes on without.</summary>
    private const int MostRuns = 6;

    /// <summary>A program that crashed or hung twice does so a third time.</summary>
    private const int MostRunsOfCommand = 2;

    /// <summary>Whoever must wait longer does so beside its way, and Zoom's texts serve meanwhile.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        if (!options.Value.IsOn)
        {
            return new StepOutcome.Done();
        }

        var recording = RecordingSubject.Read(context.Subject);
        var wanted = await sounds.FindAsync(context.Tenant, recording, cancellation);
        if (wanted.Stretches.Count is 0)
        {
            return new StepOutcome.Done((work, stop) => RecognitionWishes.EndWaitAsync(work, context.Tenant, recording, stop));
        }

        if (!wanted.IsForAll && WaitForZoom(wanted) is { } until)
        {
            await context.MarkAsync(
                Begun,
                string.Create(CultureInfo.InvariantCulture, $"Zoom's own transcript is waited for until {until:yyyy-MM-dd HH:mm} UTC; then the speech is recognised here."),
                null,
                cancellation);
            return new StepOutcome.Done((work, stop) => RecognitionWishes.WaitAsync(work, context.Tenant, recording, until, stop));
        }

        return await HearAsync(context, recording, wanted, cancellation);
    }

    private async Task<StepOutcome> HearAsync(StepContext context, RecordingId recording, SoundWanted wanted, CancellationToken cancellation)
    {
        var hear = services.GetRequiredService<HearFile>();
        var ended = new List<(HeldSoundFile File, Failure? Failure)>();
        DateTimeOffset? later = null;
        foreach (var stretch in wanted.Stretches)
        {
            foreach (var file in stretch)
            {
                var failure = await hear.RunAsync(context, file, cancellation);
                if (failure is { Kind: FailureKind.RateLimited, NotBefore: { } notBefore } && notBefore - time.GetUtcNow() > LongestWait)
                {
                    later = later is null || notBefore < later ? notBefore : later;
                    break;
                }

                if (failure is not null && IsToBeTriedAgain(failure, context.Attempts))
                {
                    return new StepOutcome.Failed(failure);
                }

                ended.Add((file, failure));

                // Another file may have the same sound, and be whole.
                if (failure is not { Kind: FailureKind.Unreadable })
                {
                    break;
                }
            }
        }

        return new StepOutcome.Done(async (work, stop) =>
        {
            await (later is { } until
                ? RecognitionWishes.WaitAsync(work, context.Tenant, recording, until, stop)
                : RecognitionWishes.EndWaitAsync(work, context.Tenant, recording, stop));
            foreach (var (file, failure) in ended)
            {
                await store.EndAsync(work, context.Tenant, file, hear.Recogniser, failure, stop);
            }
        });
    }

    private bool IsToBeTriedAgain(Failure failure, int attempts) =>
        failure is { Kind: FailureKind.RateLimited, NotBefore: not null }
        || (failure.IsRetryable && attempts + 1 < (options.Value.Endpoint is null ? MostRunsOfCommand : MostRuns));

    /// <summary>Until when; null when it is time.</summary>
    private DateTimeOffset? WaitForZoom(SoundWanted wanted) =>
        wanted.EndedAt + options.Value.WaitForZoom is { } until && until > time.GetUtcNow() ? until : null;
}
