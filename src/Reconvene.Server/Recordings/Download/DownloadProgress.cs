using Reconvene.Server.Jobs;
using Reconvene.Server.Platform;

namespace Reconvene.Server.Recordings.Download;

/// <summary>
/// Tells the job how far its files are. Each mark counts, so that a server that is stopped often still finishes a large
/// file; one that is begun anew counts again only when it comes further than ever before. What several files say while
/// one word is being written goes into the next one together.
/// </summary>
internal sealed class DownloadProgress(StepContext context, int files) : IDisposable
{
    private readonly SortedDictionary<long, long> _furthest = context.BookmarkAs<Place>()?.Furthest ?? [];
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _lock = new();
    private string _status = "";
    private int _held;
    private long _said;
    private long _written;

    public Task MarkedAsync(FileToFetch file, long bytes, CancellationToken cancellation) => WriteAsync(
        Note(file, bytes, held: 0, done => $"{done} of {files} files fetched, and {bytes >> 20} MiB of another."), cancellation);

    public Task HeldAsync(FileToFetch file, long bytes, CancellationToken cancellation) =>
        WriteAsync(Note(file, bytes, held: 1, done => $"{done} of {files} files fetched."), cancellation);

    public Task SayAsync(FileToFetch file, string status, long bytes, CancellationToken cancellation) =>
        WriteAsync(Note(file, bytes, held: 0, _ => status), cancellation);

    /// <summary>Another moment to wait for is no failed attempt.</summary>
    public Task WaitAsync(Failure full, CancellationToken cancellation)
    {
        lock (_lock)
        {
            return context.MarkAsync(Percent, full.Reason, new Place(new(_furthest), full.NotBefore), cancellation);
        }
    }

    public void Dispose() => _turn.Dispose();

    private int Percent => 10 + (60 * _held / files);

    /// <summary>The number of what was said.</summary>
    private long Note(FileToFetch file, long bytes, int held, Func<int, string> status)
    {
        lock (_lock)
        {
            _furthest[file.Id.Value] = Math.Max(bytes, _furthest.GetValueOrDefault(file.Id.Value));
            _held += held;
            _status = status(_held);
            return ++_said;
        }
    }

    private async Task WriteAsync(long number, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_written >= number)
            {
                return;
            }

            var (progress, status, place, said) = Snapshot();
            await context.MarkAsync(progress, status, place, cancellation);
            _written = said;
        }
        finally
        {
            _turn.Release();
        }
    }

    private (int Progress, string Status, Place Place, long Said) Snapshot()
    {
        lock (_lock)
        {
            return (Percent, _status, new Place(new(_furthest), WaitsUntil: null), _said);
        }
    }

    /// <summary>The bookmark.</summary>
    /// <param name="Furthest">By file, the most bytes that ever were on the disk in this job.</param>
    /// <param name="WaitsUntil">When room on the disk is looked for again.</param>
    private sealed record Place(SortedDictionary<long, long> Furthest, DateTimeOffset? WaitsUntil);
}
