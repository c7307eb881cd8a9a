using System.Text.Json;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Webhooks.Pump;

namespace Reconvene.Server.Connections.Removal;

/// <summary>
/// A person took the app away in Zoom: their connection goes, with everything that came through it. Only if the event is
/// newer than the grant: a late one says nothing about a connection that was made again since.
/// </summary>
internal sealed class DeauthorizationEvents(PurgeConnection purge) : IWebhookHandler
{
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

        if (HappenedAt(webhookEvent) is not { } at || at <= connection.ConnectedAt)
        {
            return new WebhookOutcome.Kept("It is older than the grant that the connection has now, or tells no time.");
        }

        await purge.RunAsync(work, connection, token: null, AuditActor.Zoom, "connection.deauthorized", cancellation);
        return new WebhookOutcome.Done();
    }

    private static DateTimeOffset? HappenedAt(WebhookEvent webhookEvent) =>
        webhookEvent.Body.TryGetProperty("payload", out var payload)
        && payload.ValueKind is JsonValueKind.Object
        && payload.TryGetProperty("deauthorization_time", out var time)
        && time.ValueKind is JsonValueKind.String
        && time.TryGetDateTimeOffset(out var at)
            ? at
            : webhookEvent.EventAt;
}
