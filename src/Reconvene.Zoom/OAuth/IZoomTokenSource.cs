namespace Reconvene.Zoom.OAuth;

/// <summary>Where a client's token comes from: the server's store, or memory.</summary>
public interface IZoomTokenSource
{
    /// <summary>A token that is good now, as far as anyone knows.</summary>
    ValueTask<ZoomResult<ZoomToken>> GetAsync(CancellationToken cancellation);

    /// <summary>
    /// A token to use instead of one that Zoom refused. If another caller already replaced it, theirs; otherwise a
    /// new one, asked for once however many callers come.
    /// </summary>
    ValueTask<ZoomResult<ZoomToken>> ReplaceAsync(ZoomToken refused, CancellationToken cancellation);

    /// <summary>
    /// Zoom refused also the token that came instead: a person must reconnect. Nothing is done by default; who keeps
    /// connections marks the one that was refused.
    /// </summary>
    /// <param name="refused">The second token.</param>
    /// <param name="failure">What Zoom said of it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask RejectAsync(ZoomToken refused, ZoomFailure failure, CancellationToken cancellation) => ValueTask.CompletedTask;
}
