using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings.Download;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.Steps;

/// <summary>
/// Fetches every file that is listed and not held, with a token asked for now. A file that cannot be had does not stop
/// the others; each is on record the moment it is whole.
/// </summary>
internal sealed class DownloadFiles(
    RecordingWork recordings, ConnectionQueries connections, ZoomClients zoom, FetchFile fetch, LedgerStore ledger,
    RecordingStore store, Database database) : IStep
{
    private const int MostMismatches = 3;
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(1);

    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var id = RecordingSubject.Read(context.Subject);
        var files = await recordings.FilesToFetchAsync(context.Tenant, id, cancellation);
        if (files.Count is 0
            || await recordings.FindAsync(context.Tenant, id, cancellation) is not { } recording
            || await connections.FindAsync(context.Tenant, recording.ConnectionId, cancellation) is not { } connection)
        {
            return new StepOutcome.Done();
        }

        await SetStateAsync(context, id, RecordingState.Downloading, cancellation);
        var failures = new List<Failure>();
        Listing? listing = null;
        for (var i = 0; i < files.Count; i++)
        {
            switch (await FetchAsync(i, listing))
            {
                case (var now, FileOutcome.Held(var bytes)):
                    listing = now;
                    await context.MarkAsync(
                        10 + (60 * (i + 1) / files.Count),
                        $"{i + 1} of {files.Count} files fetched.",
                        new { files[i].Id, bytes },
                        cancellation);
                    break;
                case (var now, FileOutcome.Lost(var reason)):
                    listing = now;
                    await MissAsync(files[i], reason, cancellation);
                    break;
                case (var now, FileOutcome.Mismatch(var reason)) when context.Attempts >= MostMismatches:
                    listing = now;
                    await MissAsync(files[i], reason, cancellation);
                    break;
                case (var now, FileOutcome.Mismatch(var reason)):
                    listing = now;
                    failures.Add(new(FailureKind.Unavailable, reason));
                    break;
                case (var now, FileOutcome.Failed(var failure)):
                    listing = now;
                    failures.Add(failure);
                    break;
            }
        }

        return failures.Count is 0 ? new StepOutcome.Done() : new StepOutcome.Failed(Worst(failures));

        Task<(Listing? Listing, FileOutcome Outcome)> FetchAsync(int i, Listing? held) => this.FetchAsync(
            connection, recording, files[i], held, (bytes, stop) => ToldAsync(i, bytes, stop), cancellation);

        // Each mark is progress: a server that is stopped often still finishes a large file.
        Task ToldAsync(int i, long bytes, CancellationToken stop) => context.MarkAsync(
            10 + (60 * i / files.Count),
            $"{i} of {files.Count} files fetched, and {bytes >> 20} MiB of the next.",
            new { files[i].Id, bytes },
            stop);
    }

    /// <summary>What a person must mend comes first; of what passes by itself, the one that passes first.</summary>
    private static Failure Worst(IReadOnlyList<Failure> failures) =>
        failures.FirstOrDefault(failure => !failure.IsRetryable)
        ?? failures.OrderBy(failure => failure.NotBefore ?? DateTimeOffset.MinValue).First();

    /// <summary>A refused token or address is asked for once more: both die young.</summary>
    private async Task<(Listing? Listing, FileOutcome Outcome)> FetchAsync(
        ZoomConnection connection,
        RecordingAtWork recording,
        FileToFetch file,
        Listing? listing,
        Func<long, CancellationToken, Task> marked,
        CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (listing is null)
            {
                switch (await ListAsync(connection, recording, cancellation))
                {
                    case ZoomResult<Listing>.Ok(var fresh):
                        listing = fresh;
                        if (await ReloadAsync(file, cancellation) is not { } now)
                        {
                            return (listing, new FileOutcome.Lost("Zoom no longer lists it as finished."));
                        }

                        file = now;
                        break;
                    case ZoomResult<Listing>.Failed(var failure):
                        return (null, new FileOutcome.Failed(failure.ToFailure()));
                }
            }

            if (listing!.Recording.EveryFile().FirstOrDefault(one => one.FileKey == file.FileKey) is not { DownloadUrl: { } address })
            {
                return (listing, new FileOutcome.Lost("Removed at Zoom before it was held."));
            }

            var outcome = await fetch.RunAsync(
                file, new FetchFrom(zoom.Downloads, address, listing.Token, marked), cancellation);
            if (outcome is not FileOutcome.Refused(var refusal) || attempt > 1)
            {
                return (listing, Final(outcome));
            }

            listing = null;
        }
    }

    /// <summary>A download refused with fresh tokens says nothing of the connection, whose calls were just answered.</summary>
    private static FileOutcome Final(FileOutcome outcome) => outcome switch
    {
        FileOutcome.Refused({ Kind: FailureKind.Gone } gone) => new FileOutcome.Lost(gone.Reason),
        FileOutcome.Refused(var refusal) => new FileOutcome.Failed(refusal with { Kind = FailureKind.Unavailable }),
        _ => outcome,
    };

    private async Task<FileToFetch?> ReloadAsync(FileToFetch file, CancellationToken cancellation) =>
        (await recordings.FilesToFetchAsync(file.TenantId, file.RecordingId, cancellation))
        .FirstOrDefault(one => one.Id == file.Id);

    private async Task<ZoomResult<Listing>> ListAsync(
        ZoomConnection connection, RecordingAtWork recording, CancellationToken cancellation)
    {
        var meeting = MeetingReference.Of(new MeetingUuid(recording.MeetingUuid));
        var result = await zoom.For(connection).GetRecordingAsync(meeting, TokenLife, cancellation);
        if (result is not ZoomResult<ZoomRecording>.Ok(var listed))
        {
            return ZoomResult.Failed<Listing>(((ZoomResult<ZoomRecording>.Failed)result).Failure);
        }

        await RecordAsync(connection, listed, cancellation);
        if (listed.DownloadAccessToken is { IsEmpty: false } given)
        {
            return ZoomResult.Ok(new Listing(listed, given));
        }

        return await zoom.TokenAsync(connection, cancellation) switch
        {
            ZoomResult<Secret>.Ok(var own) => ZoomResult.Ok(new Listing(listed, own)),
            ZoomResult<Secret>.Failed(var failure) => ZoomResult.Failed<Listing>(failure),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Sizes and files may have changed since the ledger last looked; a mismatch is judged by what is so now.</summary>
    private async Task RecordAsync(ZoomConnection connection, ZoomRecording listed, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await ledger.RecordAsync(work, connection, [listed], SeenBy.Sync, cancellation);
        await work.CommitAsync(cancellation);
    }

    private async Task MissAsync(FileToFetch file, string reason, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await RecordingStore.MissAsync(work, file, reason, cancellation);
        await work.CommitAsync(cancellation);
    }

    private async Task SetStateAsync(StepContext context, RecordingId id, string state, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await store.SetStateAsync(work, context.Tenant, id, state, null, cancellation);
        await work.CommitAsync(cancellation);
    }

    private sealed record Listing(ZoomRecording Recording, Secret Token);
}
