using System.Globalization;
using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>A person wants a recording's speech recognised here, now, and in place of Zoom's text.</summary>
internal sealed class AskRecognition(
    Database database, RecordingWork recordings, StartProcessing process, AuditTrail audit, IOptions<RecognitionOptions> options)
{
    public async Task<RecognitionAsked> RunAsync(Caller caller, RecordingId id, CancellationToken cancellation)
    {
        if (await recordings.FindAsync(caller.Tenant, id, cancellation) is not { } recording)
        {
            return new RecognitionAsked.NoRecording();
        }

        if (!options.Value.IsOn)
        {
            return new RecognitionAsked.Off();
        }

        await using var work = await database.BeginAsync(cancellation);
        await RecognitionWishes.AskAsync(work, caller.Tenant, id, cancellation);
        await audit.RecordAsync(
            work,
            new(
                caller.Tenant,
                AuditActor.Of(caller),
                "transcript.recognition_asked",
                string.Create(CultureInfo.InvariantCulture, $"recording:{id.Value}")),
            cancellation);
        var job = await process.RunAsync(work, caller.Tenant, recording.ConnectionId, id, cancellation);
        await work.CommitAsync(cancellation);
        return new RecognitionAsked.Begun(job);
    }
}

/// <summary>What became of the wish.</summary>
internal abstract record RecognitionAsked
{
    private RecognitionAsked()
    {
    }

    /// <summary>It is on its way.</summary>
    /// <param name="Job">The recording's job.</param>
    internal sealed record Begun(JobId Job) : RecognitionAsked;

    /// <summary>The tenant has no such recording.</summary>
    internal sealed record NoRecording : RecognitionAsked;

    /// <summary>Nothing is set up that could recognise speech.</summary>
    internal sealed record Off : RecognitionAsked;
}
