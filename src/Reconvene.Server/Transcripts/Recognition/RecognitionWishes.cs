using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>Which recordings are to be recognised later, and which because a person asked.</summary>
internal sealed class RecognitionWishes(Database database)
{
    /// <summary>A person asked: then what is recognised comes before Zoom's text.</summary>
    public async Task<bool> IsAskedAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation) =>
        await database.FindAsync<bool?>(
            "SELECT is_asked FROM recognition_wishes WHERE tenant_id = @tenant AND recording_id = @recording",
            new { tenant, recording },
            cancellation) is true;

    /// <summary>Until when Zoom's own text is waited for, or a server that asked to wait; null when nothing is waited for.</summary>
    public Task<DateTimeOffset?> DueAtAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation) =>
        database.FindAsync<DateTimeOffset?>(
            "SELECT due_at FROM recognition_wishes WHERE tenant_id = @tenant AND recording_id = @recording",
            new { tenant, recording },
            cancellation);

    /// <summary>Not before then, unless a person asks meanwhile; what a person asked before stays asked.</summary>
    public static Task WaitAsync(
        Work work, TenantId tenant, RecordingId recording, DateTimeOffset until, CancellationToken cancellation) => work.ExecuteAsync(
        """
        INSERT INTO recognition_wishes (recording_id, tenant_id, due_at) VALUES (@recording, @tenant, @until)
        ON CONFLICT (recording_id) DO UPDATE SET due_at = excluded.due_at
        WHERE recognition_wishes.tenant_id = excluded.tenant_id
        """,
        new { recording, tenant, until },
        cancellation);

    /// <summary>A person asks.</summary>
    public static Task AskAsync(Work work, TenantId tenant, RecordingId recording, CancellationToken cancellation) => work.ExecuteAsync(
        """
        INSERT INTO recognition_wishes (recording_id, tenant_id, is_asked) VALUES (@recording, @tenant, TRUE)
        ON CONFLICT (recording_id) DO UPDATE SET due_at = NULL, is_asked = TRUE
        WHERE recognition_wishes.tenant_id = excluded.tenant_id
        """,
        new { recording, tenant },
        cancellation);

    /// <summary>A person takes it back. False when nobody had asked.</summary>
    public static async Task<bool> UnaskAsync(Work work, TenantId tenant, RecordingId recording, CancellationToken cancellation) =>
        await work.ExecuteAsync(
            "DELETE FROM recognition_wishes WHERE tenant_id = @tenant AND recording_id = @recording AND is_asked = TRUE",
            new { recording, tenant },
            cancellation) is 1;

    /// <summary>Nothing is waited for any more; what a person asked stays.</summary>
    public static async Task EndWaitAsync(Work work, TenantId tenant, RecordingId recording, CancellationToken cancellation)
    {
        await work.ExecuteAsync(
            "DELETE FROM recognition_wishes WHERE tenant_id = @tenant AND recording_id = @recording AND is_asked = FALSE",
            new { recording, tenant },
            cancellation);
        await work.ExecuteAsync(
            "UPDATE recognition_wishes SET due_at = NULL WHERE tenant_id = @tenant AND recording_id = @recording AND due_at IS NOT NULL",
            new { recording, tenant },
            cancellation);
    }

    /// <summary>Those whose time has come, over all tenants; their waiting ends in the same transaction in which they are begun.</summary>
    public Task<IReadOnlyList<DueRecognition>> DueAsync(DateTimeOffset now, CancellationToken cancellation) =>
        database.QueryAsync<DueRecognition>(
            """
            SELECT w.tenant_id, w.recording_id, r.connection_id
            FROM recognition_wishes w
            JOIN recordings r ON r.id = w.recording_id AND r.tenant_id = w.tenant_id
            WHERE w.due_at <= @now
            ORDER BY w.due_at, w.recording_id
            LIMIT 500
            """,
            new { now },
            cancellation);
}
