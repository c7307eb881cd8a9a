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
    /// <summary>Whether there is anything that could recognise speech.</summary>
    public bool IsOn => options.Value.IsOn;

    /// <summary>The recording's job; null when the tenant has no such recording.</summary>
    public async Task<JobId?> RunAsync(Caller caller, RecordingId id, CancellationToken cancellation)
    {
        if (await recordings.FindAsync(caller.Tenant, id, cancellation) is not { } recording)
        {
            return null;
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
        return job;
    }
}
