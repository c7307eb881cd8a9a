using System.Collections.Concurrent;
using Reconvene.Server.Platform.Alerts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.ZoomApps;

/// <summary>
/// When each app was last heard of, noted in memory and written every few seconds: neither Zoom's question nor an event
/// waits for this.
/// </summary>
internal sealed class ZoomAppSightings(Database database, ZoomAppStore store, Alerts alerts)
{
    private readonly ConcurrentDictionary<KnownZoomApp, ZoomAppSighting> _unwritten = new(AppIds.Instance);

    public void CrcAnswered(KnownZoomApp app, DateTimeOffset at) =>
        _unwritten.AddOrUpdate(app, new ZoomAppSighting(at, null), (_, old) => old with { CrcAt = at });

    public void EventTaken(KnownZoomApp app, DateTimeOffset at) =>
        _unwritten.AddOrUpdate(app, new ZoomAppSighting(null, at), (_, old) => old with { EventAt = at });

    /// <summary>Writes what was noted. Unwritten notes are kept when the database is away.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        var noted = _unwritten.ToArray();
        if (noted.Length is 0)
        {
            return;
        }

        await using var work = await database.BeginAsync(cancellation);
        foreach (var (app, sighting) in noted.OrderBy(pair => pair.Key.Id.Value))
        {
            await store.SeenAsync(work, app.Tenant, app.Id, sighting, cancellation);
            if (sighting.EventAt is not null)
            {
                await alerts.ResolveAsync(work, app.Tenant, ZoomAppAlerts.SilentWebhooks, ZoomAppAlerts.Subject(app.Id), cancellation);
            }
        }

        await work.CommitAsync(cancellation);
        foreach (var pair in noted)
        {
            // Only if nothing newer was noted meanwhile.
            _unwritten.TryRemove(pair);
        }
    }

    private sealed class AppIds : IEqualityComparer<KnownZoomApp>
    {
        public static readonly AppIds Instance = new();

        public bool Equals(KnownZoomApp? x, KnownZoomApp? y) => x?.Id == y?.Id;

        public int GetHashCode(KnownZoomApp obj) => obj.Id.GetHashCode();
    }
}

/// <summary>When an app was last heard of.</summary>
/// <param name="CrcAt">Zoom's question whether the address is ours.</param>
/// <param name="EventAt">A proven event.</param>
internal sealed record ZoomAppSighting(DateTimeOffset? CrcAt, DateTimeOffset? EventAt);
