namespace Reconvene.Server.Webhooks.Inbox;

/// <summary>The one writer of the inbox, for as long as the server runs.</summary>
internal sealed class InboxWriter(WebhookInbox inbox) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => inbox.RunAsync(stoppingToken);
}
