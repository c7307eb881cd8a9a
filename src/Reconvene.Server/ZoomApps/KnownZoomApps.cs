using System.Collections.Immutable;
using System.Security.Cryptography;
using Reconvene.Server.Platform;
using Reconvene.Zoom;

namespace Reconvene.Server.ZoomApps;

/// <summary>
/// Every app with its webhook secrets, in memory: an event is proven, and Zoom's question answered, without the
/// database. Kept fresh by <see cref="ZoomAppUpkeep"/>, by changes on this node, and by events that nothing proves.
/// </summary>
internal sealed partial class KnownZoomApps(
    ZoomAppQueries queries, ZoomAppSeals seals, TimeProvider time, ILogger<KnownZoomApps> logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ImmutableArray<KnownZoomApp> _apps = [];
    private long _loadedAt;
    private int _changes;
    private int _loadedChanges = -1;

    /// <summary>Wakes the upkeep after a change.</summary>
    public Signal Change { get; } = new(time);

    public ImmutableArray<KnownZoomApp> All => _apps;

    public KnownZoomApp? Find(string name) => _apps.FirstOrDefault(app => app.Name == name);

    /// <summary>Says that rows changed; what is known is then stale whatever its age.</summary>
    public void Changed()
    {
        Interlocked.Increment(ref _changes);
        Change.Give();
    }

    /// <summary>Reads the rows again.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await LoadAsync(cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads the rows again unless that was done within <paramref name="age"/>. Callers share one reading.</summary>
    /// <returns>Whether there is something newer than the caller saw.</returns>
    public async Task<bool> RefreshIfOlderAsync(TimeSpan age, CancellationToken cancellation)
    {
        var seen = _apps;
        if (!IsStale(age))
        {
            return false;
        }

        await _turn.WaitAsync(cancellation);
        try
        {
            if (IsStale(age))
            {
                await LoadAsync(cancellation);
            }
        }
        finally
        {
            _turn.Release();
        }

        return seen != _apps;
    }

    public void Dispose() => _turn.Dispose();

    private bool IsStale(TimeSpan age) =>
        Volatile.Read(ref _loadedChanges) != Volatile.Read(ref _changes)
        || time.GetElapsedTime(Interlocked.Read(ref _loadedAt)) > age;

    private async Task LoadAsync(CancellationToken cancellation)
    {
        // Read before the rows: a change that comes meanwhile leaves this reading stale.
        var changes = Volatile.Read(ref _changes);
        var rows = await queries.ListOfAllTenantsAsync(cancellation);
        var apps = ImmutableArray.CreateBuilder<KnownZoomApp>(rows.Count);
        foreach (var row in rows)
        {
            apps.Add(new(row.Id, row.TenantId, row.Name, await SecretsAsync(row, cancellation)));
        }

        ImmutableInterlocked.InterlockedExchange(ref _apps, apps.MoveToImmutable());
        Volatile.Write(ref _loadedChanges, changes);
        Interlocked.Exchange(ref _loadedAt, time.GetTimestamp());
    }

    private async Task<IReadOnlyList<Secret>> SecretsAsync(ZoomAppRow row, CancellationToken cancellation)
    {
        try
        {
            return await seals.OpenWebhookSecretsAsync(row, cancellation);
        }
        catch (CryptographicException)
        {
            // One damaged row must not silence every other app.
            Log.SecretsDoNotOpen(logger, row.Name);
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The webhook secrets of Zoom app {App} do not open: enter them again; its events are refused until then")]
        public static partial void SecretsDoNotOpen(ILogger logger, string app);
    }
}
