using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Consent;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.ZoomApps;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections.Removal;

/// <summary>
/// Gives a grant back to Zoom. The wish is committed with what made it, and carried out by a job: Zoom may be away, and
/// the grant must not outlive its connection for that.
/// </summary>
internal sealed class RevokeGrant(Database database, GrantSeals seals, JobQueue jobs, TimeProvider time)
{
    public const string Job = "revoke-grant";

    public static string Subject(long revocation) =>
        string.Create(CultureInfo.InvariantCulture, $"revocation:{revocation}");

    public async Task RunAsync(TenantId tenant, ZoomAppId app, ZoomToken token, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await RunAsync(work, tenant, app, token, cancellation);
        await work.CommitAsync(cancellation);
    }

    public async Task RunAsync(
        Work work, TenantId tenant, ZoomAppId app, ZoomToken token, CancellationToken cancellation)
    {
        var id = await work.SingleAsync<long>(
            """
            INSERT INTO revocations (tenant_id, zoom_app_id, created_at)
            VALUES (@tenant, @app, @now)
            RETURNING id
            """,
            new { tenant, app, now = time.GetUtcNow() },
            cancellation);
        var whole = await seals.SealAsync(tenant, "revocations", id, token, cancellation);
        await work.ExecuteAsync(
            "UPDATE revocations SET grant_sealed = @whole WHERE tenant_id = @tenant AND id = @id",
            new { tenant, id, whole },
            cancellation);
        await jobs.EnqueueAsync(work, new(tenant, Job, Subject(id), $"app-{app.Value}"), cancellation);
    }
}
