using System.Globalization;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Webhooks;

namespace Reconvene.Server.Recordings;

/// <summary>
/// What Zoom says about recordings. Each event is a hint to ask Zoom how things stand, so all of them are handled
/// alike; only connections made through the app whose secret proved the event are touched.
/// </summary>
internal sealed class RecordingEvents(ConnectionQueries connections, JobQueue jobs) : IWebhookHandler
{
    public const string Job = "learn-recording";

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
        if (webhookEvent.AccountId is not { } account || webhookEvent.ObjectUuid is not { Length: > 0 and <= 150 } uuid)
        {
            return new WebhookOutcome.Kept("The event names no account or no meeting instance.");
        }

        var touched = await connections.OfAppAsync(webhookEvent.Tenant, webhookEvent.App, account, cancellation);
        if (touched.Count is 0)
        {
            return new WebhookOutcome.Kept("No such connection: none of this Zoom app is of the account that the event names.");
        }

        foreach (var connection in touched)
        {
            await jobs.EnqueueAsync(
                work,
                new(
                    connection.TenantId,
                    Job,
                    string.Create(CultureInfo.InvariantCulture, $"meeting:{connection.Id.Value}:{uuid}"),
                    connection.Id.Value.ToString(CultureInfo.InvariantCulture),
                    new LearnRecordingInput(connection.Id.Value, uuid)),
                cancellation);
        }

        return new WebhookOutcome.Done();
    }
}
