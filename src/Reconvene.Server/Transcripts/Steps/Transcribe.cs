using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Transcripts.Steps;

/// <summary>Reads Zoom's transcript files of the recording into one transcript.</summary>
internal sealed class Transcribe(IHeldTextFiles held, TranscriptQueries queries, TranscriptStore store) : IStep
{
    private const int Progress = 70;

    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var recording = RecordingSubject.Read(context.Subject);
        var files = await held.ListAsync(context.Tenant, recording.Value, cancellation);
        if (files.Count is 0)
        {
            await context.MarkAsync(Progress, "Zoom has given no transcript of this recording yet.", null, cancellation);
            return new StepOutcome.Done();
        }

        var stored = await queries.FindAsync(context.Tenant, recording, cancellation);
        if (stored?.Fingerprint == TranscriptFingerprint.Of(files))
        {
            return new StepOutcome.Done();
        }

        try
        {
            var transcript = await ReadTranscript.FromAsync(files, cancellation);
            await context.MarkAsync(Progress, $"{transcript.Segments.Count} segments of speech were read.", null, cancellation);
            return new StepOutcome.Done((work, ct) => store.ReplaceAsync(work, context.Tenant, recording, transcript, ct));
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
}
