using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections;

/// <summary>Zoom refuses a connection: it rests, with the reason, until a person gives new credentials.</summary>
internal sealed partial class RejectConnection(
    Database database, ConnectionStore connections, ILogger<RejectConnection> logger)
{
    /// <summary>Marks it, unless its tokens or credentials were replaced since the row was read.</summary>
    /// <param name="row">As it was read before Zoom answered; if it changed meanwhile, the answer came too late.</param>
    /// <param name="reason">What Zoom said.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task RunAsync(ConnectionToken row, string reason, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var marked = await connections.MarkNeedsReauthAsync(
            work, row.Tenant, row.Connection, row.Version, reason, cancellation);
        await work.CommitAsync(cancellation);
        if (marked > 0)
        {
            Log.NeedsReauth(logger, row.Connection.Value, reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Connection {ConnectionId} needs new credentials: {Reason}")]
        public static partial void NeedsReauth(ILogger logger, long connectionId, string reason);
    }
}
