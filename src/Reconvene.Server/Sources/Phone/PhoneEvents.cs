using System.Globalization;
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

        var touched = new List<(ConnectionId Connection, NamedCall Call)>();
        foreach (var call in named)
        {
            touched.AddRange((await ConnectionsAsync(webhookEvent, call, work, cancellation)).Select(one => (one, call)));
        }

        if (touched.Count is 0)
        {
            return EventConnections.NoSuchConnection;
        }

        var wanted = await WithPhoneAsync(webhookEvent, [.. touched.Select(one => one.Connection).Distinct()], work, cancellation);
        foreach (var (connection, call) in touched.Where(one => wanted.Contains(one.Connection)))
        {
            await jobs.EnqueueAsync(
                work,
                new(
                    webhookEvent.Tenant,
                    LearnRecordingInput.Job,
                    LearnRecordingInput.Subject(connection, call.Uuid),
                    connection.Value.ToString(CultureInfo.InvariantCulture),
                    new LearnRecordingInput(connection.Value, call.Uuid, webhookEvent.AccountId, StartAt: call.StartAt)),
                cancellation);
        }

        return wanted.Count > 0
            ? new WebhookOutcome.Done()
            : new WebhookOutcome.Kept("No source takes Zoom Phone: give a source the recording_type phone or all.");
    }

    /// <summary>
    /// An event about what is gone names nobody: a person's connection is touched by it where it is known to have the recording.
    /// </summary>
    private static async Task<IEnumerable<ConnectionId>> ConnectionsAsync(
        WebhookEvent webhookEvent, NamedCall call, Work work, CancellationToken cancellation)
    {
        var connections = await webhookEvent.ConnectionsAsync<ConnectionId>(call.Owner, work, cancellation);
        if (call.Owner is not null || webhookEvent.AccountId is not { } account)
        {
            return connections;
        }

        var persons = await work.QueryAsync<ConnectionId>(
            """
            SELECT m.connection_id
            FROM zoom_connections c
            JOIN meetings m ON m.connection_id = c.id AND m.tenant_id = c.tenant_id AND m.meeting_uuid = @Uuid
            WHERE c.tenant_id = @tenant AND c.zoom_app_id = @app AND c.zoom_account_id = @account
            ORDER BY m.connection_id
            """,
            new { tenant = webhookEvent.Tenant, app = webhookEvent.App, account, call.Uuid },
            cancellation);
        return connections.Union(persons);
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
