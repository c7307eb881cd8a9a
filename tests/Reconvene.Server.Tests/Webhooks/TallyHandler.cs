using System.Collections.Concurrent;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Webhooks.Pump;

namespace Reconvene.Server.Tests.Webhooks;

/// <summary>Counts what it was given, and answers as the test says.</summary>
internal sealed class TallyHandler(params string[] events) : IWebhookHandler
{
    public ConcurrentQueue<string> Seen { get; } = new();

    public Func<WebhookEvent, Work, Task<WebhookOutcome>> Answer { get; set; } =
        (_, _) => Task.FromResult<WebhookOutcome>(new WebhookOutcome.Done());

    public IReadOnlyCollection<string> Events { get; } = events;

    public Task<WebhookOutcome> HandleAsync(WebhookEvent webhookEvent, Work work, CancellationToken cancellation)
    {
        Seen.Enqueue($"{webhookEvent.Name} {webhookEvent.Envelope.ObjectUuid} {webhookEvent.AccountId}");
        return Answer(webhookEvent, work);
    }
}
