using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Webhooks.Pump;

namespace Reconvene.Server.Recordings;

/// <summary>
/// What Zoom says about recordings. Each event is a hint to ask Zoom how things stand, so all of them are handled
/// alike; only connections made through the app whose secret proved the event are touched. One that would take something
/// away, and is older than the answer by which it was found listed, is not even a hint. That a recording began, paused or
/// stopped says nothing of its files: those events are kept, and nothing is done.
/// </summary>
internal sealed class RecordingEvents(JobQueue jobs) : IWebhookHandler
{
    private const int MostNamed = 1000;

    /// <summary>By so much may Zoom's clock and ours differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private static readonly HashSet<string> Batches = new(StringComparer.Ordinal)
    {
        "recording.batch_trashed", "recording.batch_deleted", "recording.batch_recovered",
    };

    private static readonly HashSet<string> Destructive = new(StringComparer.Ordinal)
    {
        "recording.trashed", "recording.deleted", "recording.batch_trashed", "recording.batch_deleted",
    };

    public IReadOnlyCollection<string> Events { get; } =
    [
        "recording.completed",
        "recording.transcript_completed",
        "recording.renamed",
        "recording.trashed",
        "recording.deleted",
        "recording.recovered",
        .. Batches,
    ];

    public async Task<WebhookOutcome> HandleAsync(
        WebhookEvent webhookEvent, Work work, CancellationToken cancellation)
    {
        var named = NamedRecordings.Of(webhookEvent);
        if (named.Count is 0 or > MostNamed)
        {
            return new WebhookOutcome.Kept(named.Count is 0
                ? "The event names no meeting instance."
                : $"The event names {named.Count} recordings, and no more than {MostNamed} are looked up for one: the next sync sees them.");
        }

        var touched = await TouchedAsync(webhookEvent, named, work, cancellation);
        if (touched.Count is 0)
        {
            return EventConnections.NoSuchConnection;
        }

        if (Destructive.Contains(webhookEvent.Name) && webhookEvent.EventAt is { } happenedAt)
        {
            var spared = await RecordingSightings.ListedSinceAsync(
                work, webhookEvent.Tenant, touched, happenedAt + Skew, cancellation);
            touched = [.. touched.Except(spared)];
        }

        if (touched.Count is 0)
        {
            return new WebhookOutcome.Kept("It is older than what it would take away: Zoom has listed that since.");
        }

        await jobs.EnqueueAllAsync(
            work,
            [.. touched.Select(one => LearnRecordingInput.Request(
                webhookEvent.Tenant, one.Connection, new(one.Connection.Value, one.MeetingUuid, webhookEvent.AccountId)))],
            cancellation);
        return new WebhookOutcome.Done();
    }

    /// <summary>
    /// A batch names no host: a person's connection is touched by it where it is known to have the recording.
    /// </summary>
    private static async Task<IReadOnlyList<Sighting>> TouchedAsync(
        WebhookEvent webhookEvent, IReadOnlyList<string> named, Work work, CancellationToken cancellation)
    {
        var connections = await webhookEvent.ConnectionsAsync<ConnectionId>(
            webhookEvent.Envelope.HostId, work, cancellation);
        var touched = named.SelectMany(uuid => connections.Select(connection => new Sighting(connection, uuid)));
        if (Batches.Contains(webhookEvent.Name) && webhookEvent.AccountId is { } account)
        {
            touched = touched.Union(await RecordingSightings.OfPersonsAsync(
                work, webhookEvent.Tenant, webhookEvent.App, account, named, cancellation));
        }

        return [.. touched];
    }
}
