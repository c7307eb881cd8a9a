using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Connections.Rates;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Pages.Home;
using Reconvene.Server.Platform.Alerts;
using Reconvene.Server.Sources;

namespace Reconvene.Server.Pages.OneConnection;

/// <summary>Puts together what the page of a connection shows.</summary>
internal sealed class ReadConnection(
    ConnectionQueries connections, SourceQueries sources, HomeQueries counts, AlertQueries alerts, RateQueries rates)
{
    public async Task<OneConnectionView?> RunAsync(Caller caller, ConnectionId id, CancellationToken cancellation)
    {
        if (await connections.FindViewAsync(caller.Tenant, id, cancellation) is not { } connection
            || await rates.FindAsync(caller.Tenant, id, cancellation) is not { } budget)
        {
            return null;
        }

        return new OneConnectionView(
            connection,
            await sources.ListOfAsync(caller.Tenant, id, cancellation),
            await counts.CountOfAsync(caller.Tenant, id, cancellation),
            await alerts.OpenAboutAsync(caller.Tenant, RejectConnection.Subject(id), cancellation),
            budget,
            await JudgeAsync(caller, connection, cancellation));
    }

    /// <summary>A grant may be renewed by any editor and removed by its person; the account's own credentials are an owner's.</summary>
    public async Task<ConnectionRights> JudgeAsync(Caller caller, CredentialView connection, CancellationToken cancellation)
    {
        var isEditor = caller.Role is Role.Owner or Role.Editor;
        var isOwner = caller.Role is Role.Owner;
        return new ConnectionRights(
            Edit: isEditor,
            Reconnect: isOwner || (isEditor && connection.Type is GrantKind.User),
            Disconnect: isOwner || (isEditor && await connections.IsOwnAsync(caller, new(connection.Id), cancellation)));
    }
}
