using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Webhooks.Pump;

/// <summary>
/// What a feature does about some events. An event is a hint that anyone with the app's secret could write: the handler
/// asks for work, and the work reads the truth from Zoom. It changes rows in the given transaction and nothing else:
/// no network, no second transaction, because others wait. It may run again after a failure.
/// </summary>
internal interface IWebhookHandler
{
    /// <summary>Names of the events, after aliases. Several handlers may name the same one.</summary>
    IReadOnlyCollection<string> Events { get; }

    Task<WebhookOutcome> HandleAsync(WebhookEvent webhookEvent, Work work, CancellationToken cancellation);
}
