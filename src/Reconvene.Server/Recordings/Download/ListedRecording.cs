using Reconvene.Server.Connections;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.Download;

/// <summary>A recording under way, with what Zoom last said of it: asked once for all its files that are fetched at once.</summary>
internal sealed class ListedRecording(ZoomConnection connection, RecordingAtWork recording) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private Listing? _listing;

    public ZoomConnection Connection { get; } = connection;

    public RecordingAtWork Recording { get; } = recording;

    /// <summary>Zoom was asked already.</summary>
    public bool IsListed => Volatile.Read(ref _listing) is not null;

    /// <summary>What Zoom said, or is now asked.</summary>
    public async Task<ZoomResult<Listing>> GetAsync(
        Func<CancellationToken, Task<ZoomResult<Listing>>> ask, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_listing is { } known)
            {
                return ZoomResult.Ok(known);
            }

            var answer = await ask(cancellation);
            _listing = answer is ZoomResult<Listing>.Ok(var listing) ? listing : null;
            return answer;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What was refused is not used again; what another file's refusal has brought since then is.</summary>
    public void Forget(Listing refused) => Interlocked.CompareExchange(ref _listing, null, refused);

    public void Dispose() => _turn.Dispose();

    /// <summary>The files with their addresses, and what opens them.</summary>
    internal sealed record Listing(ZoomRecording Recording, Secret Token);
}
