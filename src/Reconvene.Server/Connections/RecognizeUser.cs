using Reconvene.Zoom;
using Reconvene.Zoom.Users;

namespace Reconvene.Server.Connections;

/// <summary>
/// Asks Zoom whose a pasted token is, so that nobody is connected twice and events find their connection. When Zoom
/// does not say, the connection is kept as it was given: its first use, or its check, will tell.
/// </summary>
internal sealed class RecognizeUser(ZoomClients zoom)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<NewConnection> RunAsync(NewConnection connection, bool isNamedByZoom, CancellationToken cancellation)
    {
        if (connection.Token is not { } token)
        {
            return connection;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            return await zoom.With(token).GetUserAsync(ZoomConnection.Me, limit.Token) is ZoomResult<ZoomUser>.Ok({ Id: { Length: > 0 } id } me)
                ? connection with
                {
                    AccountName = isNamedByZoom && me.Email is { Length: > 0 } email ? email : connection.AccountName,
                    ZoomUserId = id,
                    ZoomEmail = me.Email,
                    ZoomAccountId = me.AccountId,
                }
                : connection;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return connection;
        }
    }
}
