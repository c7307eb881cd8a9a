using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Alerts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings.Scrub;

/// <summary>Says how many files that were held are damaged or gone, for as long as there are any.</summary>
internal sealed class DamageAlert(Alerts alerts)
{
    private const string Kind = "media.damaged";
    private const string Away = "media.away";
    private const string Unread = "media.unread";
    private const string Subject = "media";

    /// <summary>Brings the alert up to what is so now.</summary>
    public async Task SayAsync(Work work, TenantId tenant, CancellationToken cancellation)
    {
        var message = Message(await work.SingleAsync<Damage>(
            """
            SELECT COALESCE(SUM(CASE WHEN state = 'queued' THEN 1 ELSE 0 END), 0) AS coming,
                COALESCE(SUM(CASE WHEN state = 'missing' THEN 1 ELSE 0 END), 0) AS lost
            FROM recording_files
            WHERE tenant_id = @tenant AND damaged_at IS NOT NULL
            """,
            new { tenant },
            cancellation));
        await SayAsync(work, tenant, Kind, message, cancellation);
    }

    /// <summary>So many held files could not be looked at, which says nothing of them.</summary>
    public Task SayUnreadAsync(Work work, TenantId tenant, int files, CancellationToken cancellation) => SayAsync(
        work,
        tenant,
        Unread,
        files is 0 ? null : $"{files} held files could not be looked at, and are in the next round. The server's log says which they are, and why.",
        cancellation);

    /// <summary>The whole folder is not where it should be: that is a disk that is away, and no damage to its files.</summary>
    public Task SayAwayAsync(Work work, TenantId tenant, bool isAway, CancellationToken cancellation) => SayAsync(
        work,
        tenant,
        Away,
        isAway ? "The folder of the recordings is not there: see whether its disk is mounted; the server's log names it. Nothing is fetched again for that." : null,
        cancellation);

    /// <summary>What is said already is not said again; null ends it.</summary>
    private async Task SayAsync(Work work, TenantId tenant, string kind, string? message, CancellationToken cancellation)
    {
        var open = await work.FindAsync<string>(
            """
            SELECT message FROM alerts
            WHERE tenant_id = @tenant AND kind = @kind AND subject = @subject AND resolved_at IS NULL
            """,
            new { tenant, kind, subject = Subject },
            cancellation);
        if (open == message)
        {
            return;
        }

        await alerts.ResolveAsync(work, tenant, kind, Subject, cancellation);
        if (message is not null)
        {
            await alerts.RaiseAsync(work, new(tenant, kind, Subject, AlertSeverity.Error, message), cancellation);
        }
    }

    private static string? Message(Damage damage) => damage switch
    {
        { Coming: 0, Lost: 0 } => null,
        { Lost: 0 } => $"{damage.Coming} files that were held are damaged or gone from the disk: they are fetched again from Zoom. See whether the disk is sound.",
        { Coming: 0 } => $"{damage.Lost} files that were held are damaged or gone from the disk, and Zoom no longer has them. See whether the disk is sound; the recordings say which.",
        _ => $"{damage.Coming + damage.Lost} files that were held are damaged or gone from the disk: {damage.Coming} are fetched again from Zoom, {damage.Lost} it no longer has. See whether the disk is sound.",
    };

    private sealed class Damage
    {
        public int Coming { get; init; }

        public int Lost { get; init; }
    }
}
