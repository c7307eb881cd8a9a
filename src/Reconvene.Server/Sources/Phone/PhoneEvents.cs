using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Webhooks.Pump;

namespace Reconvene.Server.Sources.Phone;

/// <summary>
/// What Zoom says about calls and voicemails. Each event is a hint to ask Zoom Phone how things stand, for connections made
/// through the app whose secret proved it, and only where a source takes Zoom Phone: nobody else asked for calls.
/// </summary>
internal sealed class PhoneEvents(SourceQueries sources, JobQueue jobs) : IWebhookHandler
{
    private const int MostNamed = 1000;

    public IReadOnlyCollection<string> Events { get; } =
    [
        "phone.recording_completed",
        "phone.recording_transcript_completed",
        "phone.recording_deleted",
        "phone.recording_permanently_deleted",
        "phone.voicemail_received",
        "phone.voicemail_transcript_completed",
        "phone.voicemail_deleted",
    ];

    public async Task<WebhookOutcome> HandleAsync(WebhookEvent webhookEvent, Work work, CancellationToken cancellation)
    {
        var named = NamedCalls.Of(webhookEvent);
        if (named.Count is 0 or > MostNamed)
        {
            return new WebhookOutcome.Kept(named.Count is 0
                ? "The event names no call recording and no voicemail."
                : $"The event names {named.Count} recordings, and no more than {MostNamed} are looked up for one: the next sync sees them.");
        }

        var touched = await TouchedAsync(webhookEvent, named, work, cancellation);
        if (touched.Count is 0)
        {
            return EventConnections.NoSuchConnection;
        }

        var wanted = await WithPhoneAsync(webhookEvent, [.. touched.Select(one => one.Connection).Distinct()], work, cancellation);
        var startAt = named.ToDictionary(call => call.Uuid, call => call.StartAt, StringComparer.Ordinal);
        await jobs.EnqueueAllAsync(
            work,
            [.. touched.Where(one => wanted.Contains(one.Connection)).Select(one => LearnRecordingInput.Request(
                webhookEvent.Tenant,
                one.Connection,
                new(one.Connection.Value, one.MeetingUuid, webhookEvent.AccountId, StartAt: startAt[one.MeetingUuid])))],
            cancellation);
        return wanted.Count > 0
            ? new WebhookOutcome.Done()
            : new WebhookOutcome.Kept("No source takes Zoom Phone: give a source the recording_type phone or all.");
    }

    /// <summary>
    /// An event about what is gone names nobody: a person's connection is touched by it where it is known to have the recording.
    /// </summary>
    private static async Task<IReadOnlyList<Sighting>> TouchedAsync(
        WebhookEvent webhookEvent, IReadOnlyList<NamedCall> named, Work work, CancellationToken cancellation)
    {
        var connections = await webhookEvent.ConnectionsOfAsync<ConnectionId>(
            [.. named.Select(call => call.Owner).Distinct(StringComparer.Ordinal)], work, cancellation);
        var touched = named.SelectMany(call =>
            connections.Where(one => one.Sees(call.Owner)).Select(one => new Sighting(one.Id, call.Uuid)));
        List<string> ofNobody = [.. named.Where(call => call.Owner is null).Select(call => call.Uuid)];
        if (ofNobody.Count > 0 && webhookEvent.AccountId is { } account)
        {
            touched = touched.Union(await RecordingSightings.OfPersonsAsync(
                work, webhookEvent.Tenant, webhookEvent.App, account, ofNobody, cancellation));
        }

        return [.. touched];
    }

    private async Task<HashSet<ConnectionId>> WithPhoneAsync(
        WebhookEvent webhookEvent, IReadOnlyList<ConnectionId> connections, Work work, CancellationToken cancellation)
    {
        var found = new HashSet<ConnectionId>();
        foreach (var connection in connections)
        {
            var all = await sources.ListOfAsync(work, webhookEvent.Tenant, connection, cancellation);
            if (all.Any(source => source.IsActive && SourceRecordings.TakesPhone(source.Config)))
            {
                found.Add(connection);
            }
        }

        return found;
    }
}
