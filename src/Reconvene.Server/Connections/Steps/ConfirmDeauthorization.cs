using System.Globalization;
using Reconvene.Server.Connections.Removal;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;
using Reconvene.Zoom.Users;

namespace Reconvene.Server.Connections.Steps;

/// <summary>
/// Asks Zoom whether a grant that an event calls ended still holds, also when its connection rests. One that does stays; one
/// that Zoom calls ended goes, with everything that came through it. That the app is refused says nothing about the person.
/// </summary>
internal sealed class ConfirmDeauthorization(
    ConnectionQueries connections, TokenStore tokens, RenewToken renew, ZoomClients zoom, PurgeConnection purge) : IStep
{
    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var id = new ConnectionId(long.Parse(context.Subject.Split(':')[1], CultureInfo.InvariantCulture));
        var key = new TokenKey(context.Tenant, id);
        if (await connections.FindAsync(context.Tenant, id, cancellation) is not { } connection
            || await tokens.FindAsync(key, cancellation) is not { } judged)
        {
            return new StepOutcome.Finished(Result: new { ended = false });
        }

        return await AskAsync(connection, judged, cancellation) switch
        {
            null => new StepOutcome.Finished(Result: new { ended = false }),
            { OAuthProblem: OAuthProblem.GrantDead } or { Kind: ZoomFailureKind.CredentialRejected, Status: StatusCodes.Status401Unauthorized } =>
                new StepOutcome.Done((work, stop) => RemoveAsync(work, connection, judged, stop), new { ended = true }),
            { Kind: ZoomFailureKind.CredentialRejected, OAuthProblem: null } unasked =>
                new StepOutcome.Failed(new(FailureKind.Unavailable, unasked.Reason)),
            var failure => new StepOutcome.Failed(failure.ToFailure()),
        };
    }

    /// <summary>Null when the grant holds. Calls of a connection that rests are answered here; its refresh token is shown to Zoom.</summary>
    private async Task<ZoomFailure?> AskAsync(
        ZoomConnection connection, ConnectionToken judged, CancellationToken cancellation)
    {
        if (judged.NeedsReauth)
        {
            return (await renew.RunAsync(judged, isEarly: false, cancellation) as ZoomResult<ZoomToken>.Failed)?.Failure;
        }

        return (await zoom.For(connection).GetUserAsync(ZoomConnection.Me, cancellation) as ZoomResult<ZoomUser>.Failed)?.Failure;
    }

    /// <summary>Whoever reconnected meanwhile has another pair, and keeps everything.</summary>
    private async Task RemoveAsync(
        Work work, ZoomConnection connection, ConnectionToken judged, CancellationToken cancellation)
    {
        if (await ConnectionStore.HoldAsync(work, connection.TenantId, connection.Id, cancellation)
            && await tokens.FindAsync(work, judged.Key, cancellation) is { } now
            && now.Version == judged.Version)
        {
            await purge.RunAsync(work, connection, token: null, AuditActor.Zoom, "connection.deauthorized", cancellation);
        }
    }
}
