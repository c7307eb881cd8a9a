using System.Globalization;
using Reconvene.Server.Platform.Alerts;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections.Tokens;

/// <summary>
/// Zoom refuses a connection: it rests, with the reason, until a person reconnects it. Said once, however many callers
/// learn of it.
/// </summary>
internal sealed partial class RejectConnection(
    Database database, ConnectionStore connections, TokenStore tokens, Alerts alerts, AuditTrail audit,
    ILogger<RejectConnection> logger)
{
    /// <summary>The alert of a connection that rests.</summary>
    public const string Alert = "connection.needs_reauth";

    /// <summary>The alert of an app that another program uses too.</summary>
    public const string OthersAlert = "connection.shared_app";

    /// <summary>A token answer that names a foreign host: the alert, and the entry in the audit trail.</summary>
    public const string HostRefused = "token.host_refused";

    private const int ManyRefusals = 3;

    public static string Subject(ConnectionId connection) =>
        string.Create(CultureInfo.InvariantCulture, $"connection:{connection.Value}");

    /// <summary>Marks it, unless its tokens or credentials were replaced since the row was read.</summary>
    /// <param name="row">As it was read before Zoom answered; if it changed meanwhile, the answer came too late.</param>
    /// <param name="reason">What Zoom said.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task RunAsync(ConnectionToken row, string reason, CancellationToken cancellation)
    {
        var (tenant, connection, _) = row.Key;
        await using var work = await database.BeginAsync(cancellation);
        if (await connections.MarkNeedsReauthAsync(work, tenant, connection, row.Version, reason, cancellation) is 0)
        {
            return;
        }

        await alerts.RaiseAsync(
            work,
            new(tenant, Alert, Subject(connection), AlertSeverity.Error, reason, Reconnect.PathOf(connection)),
            cancellation);
        await audit.RecordAsync(
            work, new(tenant, AuditActor.Zoom, "connection.refused", Subject(connection)), cancellation);
        await work.CommitAsync(cancellation);
        Log.NeedsReauth(logger, connection.Value, reason);
    }

    /// <summary>A token answer named an address that is not Zoom's: nothing was sent there, and somebody should look.</summary>
    public async Task WarnOfHostAsync(ConnectionToken row, string reason, CancellationToken cancellation)
    {
        var (tenant, connection, _) = row.Key;
        await using var work = await database.BeginAsync(cancellation);
        if (await alerts.RaiseAsync(
            work, new(tenant, HostRefused, Subject(connection), AlertSeverity.Error, reason), cancellation))
        {
            await audit.RecordAsync(
                work, new(tenant, AuditActor.Zoom, HostRefused, Subject(connection)), cancellation);
        }

        await work.CommitAsync(cancellation);
    }

    /// <summary>A token that dies before its time, three times in an hour, was ended by another program's.</summary>
    public async Task WarnOfOthersAsync(ConnectionToken row, bool isEarly, CancellationToken cancellation)
    {
        if (!isEarly || await tokens.EarlyRefusalsAsync(row.Key, cancellation) < ManyRefusals)
        {
            return;
        }

        var (tenant, connection, _) = row.Key;
        await using var work = await database.BeginAsync(cancellation);
        await alerts.RaiseAsync(
            work,
            new(
                tenant,
                OthersAlert,
                Subject(connection),
                AlertSeverity.Warning,
                $"Zoom ended tokens of connection {connection.Value} before their time, {ManyRefusals} times within an hour: another program seems to use the same Zoom app. Give each program an app of its own."),
            cancellation);
        await work.CommitAsync(cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Connection {ConnectionId} needs to be reconnected: {Reason}")]
        public static partial void NeedsReauth(ILogger logger, long connectionId, string reason);
    }
}
