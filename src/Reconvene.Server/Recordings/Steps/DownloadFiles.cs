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
    RecordingStore store) : IStep
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
        if (await FetchAllAsync(context, new ListedRecording(connection, recording), files, cancellation) is not { } failure)
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

    private static StepOutcome.Done Done(StepContext context, RecordingId id) =>
        context.InputAs<RecordingOrder>() is { FileKey: not null }
            ? new StepOutcome.Done((work, stop) => RecordingStore.MissRestAsync(work, context.Tenant, id, NotOrdered, isGone: false, stop))
            : new StepOutcome.Done();

    /// <summary>Null when every file is held, or can never be.</summary>
    private async Task<Failure?> FetchAllAsync(
        StepContext context, ListedRecording listed, IReadOnlyList<FileToFetch> files, CancellationToken cancellation)
    {
        var failures = new List<Failure>();
        var progress = new Progress(context, files, cancellation);
        for (var i = 0; i < files.Count; i++)
        {
            var number = i;
            var outcome = await fetch.RunAsync(listed, files[i], (bytes, _) => progress.MarkedAsync(number, bytes), cancellation);
            if (outcome is FileOutcome.NoRoom(var full))
            {
                // The smallest come first: where one has no room, no other has. Waiting for it is no failed attempt.
                await progress.WaitAsync(i, full);
                return full;
            }

            if (await JudgeAsync(i, outcome) is { } failure)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            return Worst(failures);
        }

        // A listing that came meanwhile may have changed a file under its download, or added one.
        var left = await WantedAsync(context, listed.Recording.Id, cancellation);
        return left.Count is 0 ? null : new Failure(
            FailureKind.Unavailable, $"Zoom listed {left.Count} files otherwise while they were fetched: they are fetched anew.");

        async Task<Failure?> JudgeAsync(int i, FileOutcome outcome)
        {
            switch (outcome)
            {
                case FileOutcome.Held(var bytes):
                    await progress.SayAsync(i, $"{i + 1} of {files.Count} files fetched.", bytes);
                    return null;
                case FileOutcome.Lost(var reason):
                    await keep.MissAsync(files[i], reason, cancellation);
                    return null;
                case FileOutcome.Mismatch(var reason) when context.Attempts >= MostMismatches:
                    await keep.MissAsync(files[i], reason, cancellation);
                    return null;
                case FileOutcome.Mismatch(var reason):
                    return new Failure(FailureKind.Unavailable, reason);
                case FileOutcome.Failed(var failure, { } mark):
                    await progress.SayAsync(i, failure.Reason, mark);
                    return failure;
                case FileOutcome.Failed(var failure, _):
                    return failure;
                default:
                    return null;
            }
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

    /// <summary>
    /// Tells the job how far its files are. Each mark counts, so that a server that is stopped often still finishes a large
    /// file; one that is begun anew counts again only when it comes further than ever before.
    /// </summary>
    private sealed class Progress(StepContext context, IReadOnlyList<FileToFetch> files, CancellationToken cancellation)
    {
        private readonly SortedDictionary<long, long> _furthest = context.BookmarkAs<Place>()?.Furthest ?? [];

        public Task MarkedAsync(int i, long bytes) => MarkAsync(
            10 + (60 * i / files.Count), $"{i} of {files.Count} files fetched, and {bytes >> 20} MiB of the next.", i, bytes);

        public Task SayAsync(int i, string status, long bytes) => MarkAsync(10 + (60 * (i + 1) / files.Count), status, i, bytes);

        /// <summary>Another moment to wait for is no failed attempt.</summary>
        public Task WaitAsync(int i, Failure full) => context.MarkAsync(
            10 + (60 * (i + 1) / files.Count), full.Reason, new Place(_furthest, full.NotBefore), cancellation);

        private Task MarkAsync(int progress, string status, int i, long bytes)
        {
            var file = files[i].Id.Value;
            _furthest[file] = Math.Max(bytes, _furthest.GetValueOrDefault(file));
            return context.MarkAsync(progress, status, new Place(_furthest, WaitsUntil: null), cancellation);
        }
    }

    /// <summary>The bookmark.</summary>
    /// <param name="Furthest">By file, the most bytes that ever were on the disk in this job.</param>
    /// <param name="WaitsUntil">When room on the disk is looked for again.</param>
    private sealed record Place(SortedDictionary<long, long> Furthest, DateTimeOffset? WaitsUntil);
}
