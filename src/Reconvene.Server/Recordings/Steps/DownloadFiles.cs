using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings.Download;

namespace Reconvene.Server.Recordings.Steps;

/// <summary>
/// Fetches every file that is listed and not held, or the one that was ordered, with a token asked for now. A file that
/// cannot be had does not stop the others; each is on record the moment it is whole.
/// </summary>
internal sealed class DownloadFiles(
    RecordingWork recordings, ConnectionQueries connections, FetchListed fetch, KeepFile keep, Database database,
    RecordingStore store, KeepFormer former, IOptions<RecordingOptions> options) : IStep
{
    private const int MostMismatches = 3;
    private const string NotOrdered = "Nobody asked for this file: process the recording to have it.";

    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var id = RecordingSubject.Read(context.Subject);
        var files = await WantedAsync(context, id, cancellation);
        if (files.Count is 0
            || await recordings.FindAsync(context.Tenant, id, cancellation) is not { } recording
            || await connections.FindAsync(context.Tenant, recording.ConnectionId, cancellation) is not { } connection)
        {
            return Done(context, id);
        }

        await SetStateAsync(context, id, RecordingState.Downloading, null, cancellation);
        using var listed = new ListedRecording(connection, recording);
        if (await FetchAllAsync(context, listed, files, cancellation) is not { } failure)
        {
            return Done(context, id);
        }

        await SetStateAsync(context, id, RecordingState.Queued, failure.Reason, cancellation);
        return new StepOutcome.Failed(failure);
    }

    private async Task<IReadOnlyList<FileToFetch>> WantedAsync(
        StepContext context, RecordingId id, CancellationToken cancellation)
    {
        var files = await recordings.FilesToFetchAsync(context.Tenant, id, cancellation);
        return context.InputAs<RecordingOrder>() is { FileKey: { } wanted }
            ? [.. files.Where(file => file.FileKey == wanted)]
            : files;
    }

    private StepOutcome.Done Done(StepContext context, RecordingId id) =>
        context.InputAs<RecordingOrder>() is { FileKey: not null }
            ? new StepOutcome.Done(async (work, stop) =>
            {
                await former.RunAsync(work, context.Tenant, id, _ => true, NotOrdered, stop);
                await RecordingStore.MissRestAsync(work, context.Tenant, id, NotOrdered, isGone: false, stop);
            })
            : new StepOutcome.Done();

    /// <summary>Null when every file is held, or can never be.</summary>
    private async Task<Failure?> FetchAllAsync(
        StepContext context, ListedRecording listed, IReadOnlyList<FileToFetch> files, CancellationToken cancellation)
    {
        var failures = new ConcurrentQueue<Failure>();
        Failure? full = null;
        using var progress = new DownloadProgress(context, files.Count);
        var atOnce = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Value.ParallelFiles,
            CancellationToken = cancellation,
        };
        await Parallel.ForEachAsync(files, atOnce, async (file, stop) =>
        {
            // The smallest come first: where one has no room, no other has.
            if (Volatile.Read(ref full) is not null)
            {
                return;
            }

            var outcome = await fetch.RunAsync(listed, file, (bytes, end) => progress.MarkedAsync(file, bytes, end), stop);
            if (outcome is FileOutcome.NoRoom(var noRoom))
            {
                Volatile.Write(ref full, noRoom);
            }
            else if (await JudgeAsync(context, progress, file, outcome, stop) is { } failure)
            {
                failures.Enqueue(failure);
            }
        });

        if (full is not null)
        {
            // Waiting for room is no failed attempt.
            await progress.WaitAsync(full, cancellation);
            return full;
        }

        if (!failures.IsEmpty)
        {
            return Worst([.. failures]);
        }

        // A listing that came meanwhile may have changed a file under its download, or added one.
        var left = await WantedAsync(context, listed.Recording.Id, cancellation);
        return left.Count is 0 ? null : new Failure(
            FailureKind.Unavailable, $"Zoom listed {left.Count} files otherwise while they were fetched: they are fetched anew.");
    }

    private async Task<Failure?> JudgeAsync(
        StepContext context, DownloadProgress progress, FileToFetch file, FileOutcome outcome, CancellationToken cancellation)
    {
        switch (outcome)
        {
            case FileOutcome.Held(var bytes):
                await progress.HeldAsync(file, bytes, cancellation);
                return null;
            case FileOutcome.Lost(var reason):
                await keep.MissAsync(file, reason, cancellation);
                return null;
            case FileOutcome.NotYet(var reason):
                await keep.WaitAsync(file, reason, cancellation);
                return null;
            case FileOutcome.NeverMade(var reason):
                await keep.LeaveUnmadeAsync(file, reason, cancellation);
                return null;
            case FileOutcome.Mismatch(var reason) when context.Attempts >= MostMismatches:
                await keep.MissAsync(file, reason, cancellation);
                return null;
            case FileOutcome.Mismatch(var reason):
                return new Failure(FailureKind.Unavailable, reason);
            case FileOutcome.Failed(var failure, { } mark):
                await progress.SayAsync(file, failure.Reason, mark, cancellation);
                return failure;
            case FileOutcome.Failed(var failure, _):
                return failure;
            default:
                return null;
        }
    }

    /// <summary>What a person must mend comes first; of what passes by itself, the one that passes first.</summary>
    private static Failure Worst(IReadOnlyList<Failure> failures) =>
        failures.FirstOrDefault(failure => !failure.IsRetryable)
        ?? failures.OrderBy(failure => failure.NotBefore ?? DateTimeOffset.MinValue).First();

    private async Task SetStateAsync(
        StepContext context, RecordingId id, string state, string? reason, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await store.SetStateAsync(work, context.Tenant, id, state, reason, cancellation);
        await work.CommitAsync(cancellation);
    }
}
