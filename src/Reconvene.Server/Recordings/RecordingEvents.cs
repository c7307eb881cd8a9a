using System.Globalization;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Webhooks.Pump;

namespace Reconvene.Server.Recordings;

/// <summary>
/// What Zoom says about recordings. Each event is a hint to ask Zoom how things stand, so all of them are handled
/// alike; only connections made through the app whose secret proved the event are touched.
/// </summary>
internal sealed class RecordingEvents(JobQueue jobs) : IWebhookHandler
{
    public const string Job = "learn-recording";

    private const int LongestUuid = 150;

    public IReadOnlyCollection<string> Events { get; } =
    [
        "recording.completed",
        "recording.transcript_completed",
        "recording.renamed",
        "recording.trashed",
        "recording.deleted",
        "recording.recovered",
    ];

    public async Task<WebhookOutcome> HandleAsync(
        WebhookEvent webhookEvent, Work work, CancellationToken cancellation)
    {
        if (webhookEvent.Envelope.ObjectUuid is not { Length: > 0 and <= LongestUuid } uuid)
        {
            return new WebhookOutcome.Kept("The event names no meeting instance.");
        }

        var touched = await webhookEvent.ConnectionsAsync<ConnectionId>(
            webhookEvent.Envelope.HostId, work, cancellation);
        if (touched.Count is 0)
        {
            return EventConnections.NoSuchConnection;
        }

        foreach (var connection in touched)
        {
            await jobs.EnqueueAsync(
                work,
                new(
                    webhookEvent.Tenant,
                    Job,
                    string.Create(CultureInfo.InvariantCulture, $"meeting:{connection.Value}:{uuid}"),
                    connection.Value.ToString(CultureInfo.InvariantCulture),
                    new LearnRecordingInput(connection.Value, uuid, webhookEvent.AccountId)),
                cancellation);
        }

        return new WebhookOutcome.Done();
    }
}
