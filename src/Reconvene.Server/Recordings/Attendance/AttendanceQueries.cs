using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings.Attendance;

internal sealed class AttendanceQueries(Database database)
{
    /// <summary>Whether Zoom was asked, and answered for good.</summary>
    public async Task<bool> IsKnownAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation) =>
        await database.FindAsync<long?>(
            "SELECT recording_id FROM attendance WHERE tenant_id = @tenant AND recording_id = @recording",
            new { tenant, recording },
            cancellation) is not null;

    /// <summary>Who was there, in Zoom's order; nobody when Zoom did not tell.</summary>
    public Task<IReadOnlyList<Attendee>> ListAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation) =>
        database.QueryAsync<Attendee>(
            """
            SELECT name, joined_at, left_at, attended_ms FROM attendees
            WHERE tenant_id = @tenant AND recording_id = @recording
            ORDER BY number
            """,
            new { tenant, recording },
            cancellation);
}
