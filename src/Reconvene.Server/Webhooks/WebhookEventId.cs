using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Webhooks;

internal readonly record struct WebhookEventId(long Value) : IRowId<WebhookEventId>
{
    public static WebhookEventId Of(long value) => new(value);
}
