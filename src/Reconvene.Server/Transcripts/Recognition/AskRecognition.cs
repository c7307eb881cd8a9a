using System.Globalization;
using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>
/// A person wants a recording's speech recognised here, now, and in place of Zoom's text; or takes that back. What failed before, or
/// was heard by another recogniser, is heard anew.
/// </summary>
internal sealed class AskRecognition(
    Database database,
    RecordingWork recordings,
    IHeldSound sounds,
    RecognitionStore store,
    RecognitionWishes wishes,
    StartProcessing process,
    AuditTrail audit,
    IServiceProvider services,
    IOptions<RecognitionOptions> options)
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

        var held = await sounds.ListAsync(caller.Tenant, id, cancellation);
        if (held.Count is 0)
        {
            return new RecognitionAsked.NoSound();
        }

        var recogniser = services.GetRequiredService<IRecogniser>().Name;
        if (await IsHeardAsync(caller.Tenant, id, held, recogniser, cancellation))
        {
            return new RecognitionAsked.Heard(recogniser);
        }

        await using var work = await database.BeginAsync(cancellation);
        await RecognitionStore.ForgetAsync(work, caller.Tenant, id, recogniser, cancellation);
        await RecognitionWishes.AskAsync(work, caller.Tenant, id, cancellation);
        var job = await BeginAsync(work, caller, recording, "transcript.recognition_asked", cancellation);
        await work.CommitAsync(cancellation);
        return new RecognitionAsked.Begun(job);
    }

    /// <summary>Zoom's text comes first again, where there is one.</summary>
    public async Task<RecognitionAsked> TakeBackAsync(Caller caller, RecordingId id, CancellationToken cancellation)
    {
        if (await recordings.FindAsync(caller.Tenant, id, cancellation) is not { } recording)
        {
            return new RecognitionAsked.NoRecording();
        }

        await using var work = await database.BeginAsync(cancellation);
        if (!await RecognitionWishes.UnaskAsync(work, caller.Tenant, id, cancellation))
        {
            return new RecognitionAsked.NotAsked();
        }

        var job = await BeginAsync(work, caller, recording, "transcript.recognition_taken_back", cancellation);
        await work.CommitAsync(cancellation);
        return new RecognitionAsked.Begun(job);
    }

    /// <summary>It was asked for before, and all of it was heard by this very recogniser.</summary>
    private async Task<bool> IsHeardAsync(
        TenantId tenant, RecordingId id, IReadOnlyList<HeldSoundFile> held, string recogniser, CancellationToken cancellation)
    {
        if (options.Value.When is not RecogniseWhen.Always && !await wishes.IsAskedAsync(tenant, id, cancellation))
        {
            return false;
        }

        var heard = (await store.HeadsAsync(tenant, id, cancellation))
            .Where(file => file.Failure is null && file.Recogniser == recogniser)
            .Select(file => file.RecordingStartAt)
            .ToHashSet();
        return held.All(file => heard.Contains(file.RecordingStartAt));
    }

    private async Task<JobId> BeginAsync(
        Work work, Caller caller, RecordingAtWork recording, string deed, CancellationToken cancellation)
    {
        await audit.RecordAsync(
            work,
            new(caller.Tenant, AuditActor.Of(caller), deed, string.Create(CultureInfo.InvariantCulture, $"recording:{recording.Id.Value}")),
            cancellation);
        return await process.RunAsync(work, caller.Tenant, recording.ConnectionId, recording.Id, cancellation);
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

    /// <summary>No file with sound is held.</summary>
    internal sealed record NoSound : RecognitionAsked;

    /// <summary>All of it was heard already.</summary>
    /// <param name="Recogniser">By whom.</param>
    internal sealed record Heard(string Recogniser) : RecognitionAsked;

    /// <summary>There is nothing to take back.</summary>
    internal sealed record NotAsked : RecognitionAsked;
}
