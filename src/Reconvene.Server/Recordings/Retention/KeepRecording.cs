using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings.Retention;

/// <summary>Exempts one recording from every rule that would remove something of it by itself, or ends that.</summary>
internal sealed class KeepRecording(Database database, AuditTrail audit, TimeProvider time)
{
    public async Task RunAsync(Caller caller, RecordingId recording, bool isKept, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var isChanged = await work.ExecuteAsync(
            """
            UPDATE recordings
            SET is_kept = @isKept, updated_at = @now, version = version + 1
            WHERE tenant_id = @tenant AND id = @recording AND is_kept <> @isKept
            """,
            new { tenant = caller.Tenant, recording, isKept, now = time.GetUtcNow() },
            cancellation) is 1;
        if (isChanged)
        {
            await audit.RecordAsync(
                work,
                new(
                    caller.Tenant,
                    AuditActor.Of(caller),
                    isKept ? "recording.kept" : "recording.released",
                    string.Create(CultureInfo.InvariantCulture, $"recording:{recording.Value}")),
                cancellation);
        }

        await work.CommitAsync(cancellation);
    }
}
