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
        await RunAsync(work, tenant, app, token, zoomUserId: null, cancellation);
        await work.CommitAsync(cancellation);
    }

    /// <summary>In the caller's transaction. Nothing can be given back for an app that is gone.</summary>
    public async Task RunAsync(
        Work work, TenantId tenant, ZoomAppId app, ZoomToken token, string? zoomUserId, CancellationToken cancellation)
    {
        var made = await work.FindAsync<long?>(
            """
            INSERT INTO revocations (tenant_id, zoom_app_id, zoom_user_id, created_at)
            SELECT @tenant, id, CAST(@zoomUserId AS TEXT), @now FROM zoom_apps WHERE tenant_id = @tenant AND id = @app
            RETURNING id
            """,
            new { tenant, app, zoomUserId, now = time.GetUtcNow() },
            cancellation);
        if (made is not { } id)
        {
            return;
        }

        var whole = await seals.SealAsync(tenant, "revocations", id, token, cancellation);
        await work.ExecuteAsync(
            "UPDATE revocations SET grant_sealed = @whole WHERE tenant_id = @tenant AND id = @id",
            new { tenant, id, whole },
            cancellation);
        await jobs.EnqueueAsync(work, new(tenant, Job, Subject(id), $"app-{app.Value}"), cancellation);
    }

    /// <summary>The person consented anew: Zoom has one living pair for both, and the old one must not end it.</summary>
    public static Task WithdrawAsync(
        Work work, TenantId tenant, ZoomAppId app, string zoomUserId, CancellationToken cancellation) =>
        work.ExecuteAsync(
            "DELETE FROM revocations WHERE tenant_id = @tenant AND zoom_app_id = @app AND zoom_user_id = @zoomUserId",
            new { tenant, app, zoomUserId },
            cancellation);
}
