using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Server.ZoomApps;
using Reconvene.Zoom.Webhooks;

namespace Reconvene.Server.Webhooks.Pump;

/// <summary>A proven event, its body opened for as long as it is handled.</summary>
/// <param name="Id">Its row.</param>
/// <param name="App">The app whose secret proved it. Only connections of this app may be touched.</param>
/// <param name="Tenant">Whose app that is.</param>
/// <param name="Name">Zoom's name of it, after aliases.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Envelope">What it says about itself: event time, account, meeting, host.</param>
/// <param name="Body">All of it. Not to be kept after handling.</param>
internal sealed record WebhookEvent(
    WebhookEventId Id,
    ZoomAppId App,
    TenantId Tenant,
    string Name,
    DateTimeOffset ReceivedAt,
    WebhookEnvelope Envelope,
    JsonElement Body)
{
    /// <summary>When it happened, as Zoom says; state changes are ordered by this, never by arrival.</summary>
    public DateTimeOffset? EventAt => Envelope.EventAt;

    /// <summary>The account that it names.</summary>
    public string? AccountId => Envelope.AccountId;

    public override string ToString() => $"WebhookEvent {Id.Value} {Name}";
}
