using System.Globalization;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Webhooks.Pump;

namespace Reconvene.Server.Ledger.Hosts;

/// <summary>
/// What Zoom says about users. Whatever it is, nothing is forgotten for it: it is a hint to ask Zoom about a host whose
/// recordings are known.
/// </summary>
internal sealed class HostEvents(JobQueue jobs) : IWebhookHandler
{
    public const string Job = "learn-host";

    private const int LongestId = 100;

    public IReadOnlyCollection<string> Events { get; } =
        ["user.activated", "user.deactivated", "user.deleted", "user.disassociated", "user.updated"];

    public async Task<WebhookOutcome> HandleAsync(WebhookEvent webhookEvent, Work work, CancellationToken cancellation)
    {
        if (webhookEvent.Envelope.ObjectId is not { Length: > 0 and <= LongestId } user)
        {
            return new WebhookOutcome.Kept("The event names no user.");
        }

        var touched = await webhookEvent.ConnectionsAsync<ConnectionId>(user, work, cancellation);
        if (touched.Count is 0)
        {
            return EventConnections.NoSuchConnection;
        }

        var known = await HostStore.OfAsync(work, webhookEvent.Tenant, touched, user, cancellation);
        foreach (var connection in known)
        {
            await jobs.EnqueueAsync(
                work,
                new(
                    webhookEvent.Tenant,
                    Job,
                    string.Create(CultureInfo.InvariantCulture, $"host:{connection.Value}:{user}"),
                    connection.Value.ToString(CultureInfo.InvariantCulture),
                    new LearnHostInput(connection.Value, user, webhookEvent.AccountId)),
                cancellation);
        }

        return known.Count > 0 ? new WebhookOutcome.Done() : new WebhookOutcome.Kept("No recording of this user is known.");
    }
}

/// <summary>The host to ask Zoom about.</summary>
/// <param name="Connection">The connection it is asked with.</param>
/// <param name="Host">Zoom's id of the user.</param>
/// <param name="Account">The account that the user is of.</param>
internal sealed record LearnHostInput(long Connection, string Host, string? Account);
