using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Recordings;
using Reconvene.Server.Recordings.Attendance;
using Reconvene.Server.Transcripts.Quality;
using Reconvene.Server.Transcripts.Recognition;

namespace Reconvene.Server.Transcripts.Steps;

/// <summary>Reads all that tells what was said in a recording into one transcript, and measures it.</summary>
internal sealed class Transcribe(
    IHeldTextFiles held,
    IHeldSound sounds,
    RecognitionStore recognitions,
    RecognitionWishes wishes,
    AttendanceQueries attendance,
    IOptions<RecognitionOptions> options,
    TranscriptQueries queries,
    TranscriptStore store) : IStep
{
    private const int Progress = 70;

    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var recording = RecordingSubject.Read(context.Subject);
        var matter = new TranscriptMatter(
            await held.ListAsync(context.Tenant, recording.Value, cancellation),
            await recognitions.ListAsync(context.Tenant, recording, cancellation))
        {
            Names = [.. (await attendance.ListAsync(context.Tenant, recording, cancellation)).Select(person => person.Name).Distinct(StringComparer.Ordinal)],
            PrefersOwn = options.Value.When is RecogniseWhen.Always || await wishes.IsAskedAsync(context.Tenant, recording, cancellation),
        };
        if (matter.IsEmpty)
        {
            await context.MarkAsync(Progress, "There is no transcript of this recording yet.", null, cancellation);
            return new StepOutcome.Done();
        }

        var stored = await queries.FindAsync(context.Tenant, recording, cancellation);
        if (stored?.Fingerprint == TranscriptFingerprint.Of(matter))
        {
            return new StepOutcome.Done();
        }

        try
        {
            var transcript = await ReadTranscript.FromAsync(matter, cancellation);
            var measures = MeasureTranscript.Of(transcript, await MediaAsync(context.Tenant, recording, matter, cancellation));
            await context.MarkAsync(Progress, $"{transcript.Segments.Count} segments of speech were read.", null, cancellation);
            return new StepOutcome.Done((work, ct) => store.ReplaceAsync(work, context.Tenant, recording, transcript, measures, ct));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return new StepOutcome.Failed(new Failure(
                FailureKind.Gone, "A transcript file that was held is no longer on the disk: download the recording again."));
        }
        catch (IOException)
        {
            return new StepOutcome.Failed(new Failure(
                FailureKind.Unavailable, "A transcript file could not be read from the disk: check the data folder's disk."));
        }
    }

    /// <summary>
    /// From the beginning of the first stretch that has words to the end of the last; null when the sound of one of them is not
    /// here, or nobody has looked at it.
    /// </summary>
    private async Task<TimeSpan?> MediaAsync(
        TenantId tenant, RecordingId recording, TranscriptMatter matter, CancellationToken cancellation)
    {
        var lengths = (await sounds.ListAsync(tenant, recording, cancellation)).ToLookup(file => file.RecordingStartAt, file => file.Length);
        var starts = Stretch.Of([.. matter.Files.Where(Stretch.TellsSpeech)], matter.Recognised).Select(stretch => stretch.StartAt).ToList();
        if (starts.Count is 0 || starts.Exists(start => lengths[start].All(length => length is null)))
        {
            return null;
        }

        return starts.Max(start => (start - starts[0] ?? TimeSpan.Zero) + lengths[start].Max()!.Value);
    }
}
