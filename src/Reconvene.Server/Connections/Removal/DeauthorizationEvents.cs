using System.Globalization;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Webhooks.Pump;

namespace Reconvene.Server.Connections.Removal;

/// <summary>
/// A person took the app away in Zoom, says an event. Like every event it is a hint: a job asks Zoom with the grant that the
/// connection has now, so that a late or repeated event does nothing to one that was made again since.
/// </summary>
internal sealed class DeauthorizationEvents(JobQueue jobs) : IWebhookHandler
{
    public const string Job = "confirm-deauthorization";

    public IReadOnlyCollection<string> Events { get; } = ["app_deauthorized"];

    public async Task<WebhookOutcome> HandleAsync(WebhookEvent webhookEvent, Work work, CancellationToken cancellation)
    {
        if (webhookEvent.Envelope.UserId is not { Length: > 0 } user)
        {
            return new WebhookOutcome.Kept("The event names no user.");
        }

        var connection = await ConnectionQueries.FindOfUserAsync(
            work, webhookEvent.Tenant, webhookEvent.App, user, cancellation);
        if (connection is null)
        {
            return EventConnections.NoSuchConnection;
        }

        // Not of the connection's own account: its jobs go with it.
        await jobs.EnqueueAsync(
            work,
            new(
                webhookEvent.Tenant,
                Job,
                RejectConnection.Subject(connection.Id),
                string.Create(CultureInfo.InvariantCulture, $"app-{webhookEvent.App.Value}")),
            cancellation);
        return new WebhookOutcome.Done();
    }
}
