using Reconvene.Server.Connections;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Ledger;

/// <summary>Finds a recording by Zoom's name of its meeting instance.</summary>
internal sealed class KnownRecordings(Database database)
{
    public Task<RecordingId?> FindAsync(ZoomConnection connection, string meetingUuid, CancellationToken cancellation) =>
        database.FindAsync<RecordingId?>(
            """
            SELECT r.id
            FROM recordings r
            JOIN meetings m ON m.id = r.meeting_id AND m.tenant_id = r.tenant_id
            WHERE m.tenant_id = @tenant AND m.connection_id = @connection AND m.meeting_uuid = @meetingUuid
            """,
            new { tenant = connection.TenantId, connection = connection.Id, meetingUuid },
            cancellation);
}
