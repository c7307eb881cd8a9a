using Reconvene.Server.Connections.Tokens;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections.Checks;

/// <summary>
/// A token for a check. A Server-to-Server app is asked for a new one, which tells whether its id and secret are right and
/// which scopes it has now; the former stays in force until the new one is on record. A person's grant has its scopes since
/// the consent: its token in force is used, as each renewal replaces the refresh token.
/// </summary>
internal sealed class LiveToken(TokenStore store, RenewToken renew, ConnectionTokens held)
{
    public async Task<ZoomResult<ZoomToken>> GetAsync(ZoomConnection connection, CancellationToken cancellation)
    {
        var key = new TokenKey(connection.TenantId, connection.Id);
        if (connection.IsOfOneUser)
        {
            return await held.For(key).GetAsync(cancellation);
        }

        if (await store.FindAsync(key, cancellation) is not { } row)
        {
            return ZoomResult.Failed<ZoomToken>(new(
                ZoomFailureKind.CredentialRejected, $"Connection {connection.Id.Value} was removed."));
        }

        // Nobody's own once it is sent: what Zoom answers is kept, whether the caller still waits or not.
        var result = await renew.RunAsync(row, isEarly: false, CancellationToken.None).WaitAsync(cancellation);
        held.Forget([connection.Id]);
        return result;
    }
}
