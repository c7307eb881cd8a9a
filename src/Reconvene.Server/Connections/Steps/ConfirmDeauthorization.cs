using System.Globalization;
using Reconvene.Server.Connections.Removal;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform.Audit;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;
using Reconvene.Zoom.Users;

namespace Reconvene.Server.Connections.Steps;

/// <summary>
/// Asks Zoom whether a grant that an event calls ended still holds. One that does stays; one that does not goes, with
/// everything that came through it. That the app is refused says nothing about the person.
/// </summary>
internal sealed class ConfirmDeauthorization(ConnectionQueries connections, ZoomClients zoom, PurgeConnection purge) : IStep
{
    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var id = new ConnectionId(long.Parse(context.Subject.Split(':')[1], CultureInfo.InvariantCulture));
        if (await connections.FindAsync(context.Tenant, id, cancellation) is not { } connection)
        {
            return new StepOutcome.Finished(Result: new { removed = false });
        }

        return await zoom.For(connection).GetUserAsync(ZoomConnection.Me, cancellation) switch
        {
            ZoomResult<ZoomUser>.Ok => new StepOutcome.Finished(Result: new { removed = false }),
            ZoomResult<ZoomUser>.Failed({ Kind: ZoomFailureKind.CredentialRejected, OAuthProblem: not (OAuthProblem.ClientRejected or OAuthProblem.AppDisabled) }) =>
                new StepOutcome.Done(
                    async (work, stop) =>
                    {
                        if (await ConnectionStore.HoldAsync(work, context.Tenant, id, stop))
                        {
                            await purge.RunAsync(work, connection, token: null, AuditActor.Zoom, "connection.deauthorized", stop);
                        }
                    },
                    new { removed = true }),
            ZoomResult<ZoomUser>.Failed(var failure) => new StepOutcome.Failed(failure.ToFailure()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
