using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Zoom;
using Reconvene.Zoom.Users;

namespace Reconvene.Server.Ledger.Hosts;

/// <summary>
/// Asks Zoom how a host stands, remembers it, and looks again at those recordings of the host that are not settled: what
/// can still be had is taken, what is here stays.
/// </summary>
internal sealed class LearnHost(
    ConnectionQueries connections, ZoomClients zoom, HostStore hosts, StartProcessing process) : IStep
{
    /// <summary>Zoom knows no such user.</summary>
    public const string Gone = "gone";

    private const int LongestStatus = 50;
    private const int LongestEmail = 320;

    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var input = context.InputAs<LearnHostInput>()!;
        if (await connections.FindAsync(context.Tenant, new(input.Connection), cancellation) is not { IsActive: true } connection)
        {
            return new StepOutcome.Finished(Result: new { skipped = "The credential is removed or switched off." });
        }

        var user = connection.IsOfOneUser ? ZoomConnection.Me : input.Host;
        switch (await zoom.For(connection, input.Account).GetUserAsync(user, cancellation))
        {
            // A person's own token answers for that person alone.
            case ZoomResult<ZoomUser>.Ok(var answer) when answer.Id is { } id && id != input.Host:
                return new StepOutcome.Finished(Result: new { skipped = "The credential is of another user." });
            case ZoomResult<ZoomUser>.Ok(var answer):
                return Learned(connection, new(input.Host, LedgerText.Of(answer.Email, LongestEmail)), answer.Status?.Value);
            case ZoomResult<ZoomUser>.Failed({ Kind: ZoomFailureKind.Gone }):
                return Learned(connection, new(input.Host, null), Gone);
            case ZoomResult<ZoomUser>.Failed(var failure):
                return new StepOutcome.Failed(failure.ToFailure());
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private StepOutcome.Done Learned(ZoomConnection connection, SeenHost host, string? status) => new(
        async (work, stop) =>
        {
            await hosts.LearnAsync(work, connection.TenantId, connection.Id, host, LedgerText.Of(status ?? "", LongestStatus), stop);
            foreach (var recording in await HostStore.UnsettledAsync(work, connection.TenantId, connection.Id, host.Id, stop))
            {
                await process.RunAsync(work, connection, recording, stop);
            }
        });
}
