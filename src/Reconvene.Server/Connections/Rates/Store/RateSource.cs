using System.Collections.Concurrent;
using System.Data.Common;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections.Rates.Store;

/// <summary>
/// Leases from the database. While that is away calls do not stop: each node goes on by what it last knew, at half of the
/// budget, and asks the database again every few seconds.
/// </summary>
internal sealed partial class RateSource(RateStore store, TimeProvider time, ILogger<RateSource> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<RateKey, RateRow> _known = new();
    private readonly ConcurrentDictionary<RateKey, DateTimeOffset> _capNextAt = new();
    private long _awaySince = -1;

    private bool IsAway => Interlocked.Read(ref _awaySince) is var since and >= 0 && time.GetElapsedTime(since) < Again;

    public async Task<RateLease> LeaseAsync(RateKey key, RateTerms terms, RateAsk ask)
    {
        var since = time.GetTimestamp();
        var lease = await TryAsync(stop => store.LeaseAsync(key, terms, ask, stop))
            ?? Own(key, terms, ask with { Now = ask.Now + time.GetElapsedTime(since), Lead = TimeSpan.Zero });
        _known[key] = lease.Row;
        return lease;
    }

    /// <summary>Keeps what an answer taught, here at least.</summary>
    public async Task<RateRow> ChangeAsync(RateKey key, ConnectionId connection, Func<RateRow, RateRow> change) =>
        _known[key] = await TryAsync(stop => store.ChangeAsync(key, connection, change, stop))
            ?? change(Known(key).SeenAt(time.GetUtcNow()));

    /// <summary>The row as this node last saw it.</summary>
    public RateRow Known(RateKey key) => _known.GetValueOrDefault(key) ?? new RateRow();

    private RateLease Own(RateKey key, RateTerms terms, RateAsk ask)
    {
        var half = terms with
        {
            Limit = terms.Limit with { Period = terms.Limit.Period * 2 },
            CapPerSecond = Math.Max(1, terms.CapPerSecond / 2),
        };
        var known = Known(key);
        var lease = RateLease.Of(
            known with { LearnedPerSecond = known.LearnedPerSecond is { } learned ? Math.Max(1, learned / 2) : null },
            _capNextAt.GetValueOrDefault(key),
            half,
            ask);
        if (lease is RateLease.Granted granted)
        {
            _capNextAt[key] = granted.CapNextAt;
        }

        return lease with { Row = lease.Row with { LearnedPerSecond = known.LearnedPerSecond } };
    }

    private async Task<T?> TryAsync<T>(Func<CancellationToken, Task<T>> ask)
        where T : class
    {
        if (IsAway)
        {
            return null;
        }

        // Real time: what waits in the database waits by it.
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            var result = await ask(limit.Token);
            Interlocked.Exchange(ref _awaySince, -1);
            return result;
        }
        catch (DbException error) when (error.IsUnavailable())
        {
            Away(error);
            return null;
        }
        catch (OperationCanceledException late) when (limit.IsCancellationRequested)
        {
            Away(late);
            return null;
        }
    }

    private void Away(Exception error)
    {
        Interlocked.Exchange(ref _awaySince, time.GetTimestamp());
        Log.Away(logger, Again, error);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The database did not give calls to Zoom out in time: this node goes on at half the rate for {Wait}")]
        public static partial void Away(ILogger logger, TimeSpan wait, Exception error);
    }
}
