using System.Globalization;
using Reconvene.Server.Connections;
using Reconvene.Server.Platform.Alerts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.ZoomApps;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Ledger;

/// <summary>
/// A sync that finds what events should have told of shows that none come. The alert ends with the next event of the app.
/// Events of Zoom Phone are chosen by themselves, and prove nothing of the others.
/// </summary>
internal sealed class SilentWebhooks(Alerts alerts, TimeProvider time)
{
    // Zoom tries for the last time 85 minutes after the event.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(90);

    /// <summary>Judges recordings that were not known before, in the transaction that records them.</summary>
    public async Task JudgeAsync(
        Work work, ZoomConnection connection, IEnumerable<ZoomRecording> found, CancellationToken cancellation)
    {
        var latest = time.GetUtcNow() - Patience;
        var ended = found
            .Where(recording => !RecordingKind.IsPhone(recording.Uuid) && recording.EveryFile().All(file => file.IsReady))
            .Select(Looks.EndOf)
            .Where(end => end < latest && end > connection.ConnectedAt)
            .ToList();
        if (ended.Count is 0 || await AppAsync(work, connection, cancellation) is not { HasSecret: true } app)
        {
            return;
        }

        // Before someone last changed the app it may have had no secret, or another address at Zoom.
        var missed = ended.Count(end => end > app.UpdatedAt && end > (app.LastEventAt ?? DateTimeOffset.MinValue));
        if (missed > 0)
        {
            await alerts.RaiseAsync(
                work,
                new(
                    connection.TenantId,
                    ZoomAppAlerts.SilentWebhooks,
                    ZoomAppAlerts.Subject(connection.ZoomAppId),
                    AlertSeverity.Warning,
                    Sentence(app, missed)),
                cancellation);
        }
    }

    private static string Sentence(AppRow app, int missed)
    {
        var since = app.LastEventAt is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"has sent no event since {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
            : "has never sent an event";
        return $"Zoom app '{app.Name}' {since}, and a sync found {missed} recordings that events should have told of: check in the Zoom app, under Event Subscriptions, that the address is right and can be reached, that the recording events are chosen and that the app is activated. Syncs go on finding recordings meanwhile.";
    }

    private static Task<AppRow?> AppAsync(Work work, ZoomConnection connection, CancellationToken cancellation) =>
        work.FindAsync<AppRow>(
            """
            SELECT name, CASE WHEN webhook_secrets_sealed IS NULL THEN 0 ELSE 1 END AS secrets, last_event_at, updated_at
            FROM zoom_apps
            WHERE tenant_id = @TenantId AND id = @ZoomAppId
            """,
            new { connection.TenantId, connection.ZoomAppId },
            cancellation);

    private sealed class AppRow
    {
        public string Name { get; init; } = "";

        public int Secrets { get; init; }

        public DateTimeOffset? LastEventAt { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public bool HasSecret => Secrets > 0;
    }
}
