using System.Security.Cryptography;
using System.Text;

namespace Reconvene.Server.Accounts;

/// <summary>
/// Finds out whom a token or a key stands for, by the rows as they are now: a changed role or password, a revoked key
/// act on the next request.
/// </summary>
internal sealed class CallerProof(
    AccessTokens tokens, UserQueries users, ApiKeyQueries keys, ApiKeyStore keyStore, TimeProvider time)
{
    public Task<Caller?> ReadAsync(string credential, CancellationToken cancellation) =>
        credential.StartsWith(ApiKeySecret.Mark, StringComparison.Ordinal)
            ? ReadKeyAsync(credential, cancellation)
            : ReadTokenAsync(credential, cancellation);

    public async Task<Caller?> ReadKeyAsync(string credential, CancellationToken cancellation)
    {
        if (!ApiKeySecret.TryRead(credential, out var secret)
            || await keys.FindByPrefixAsync(secret.Prefix, cancellation) is not { } row
            || !secret.Matches(row.KeyHash)
            || row.ExpiresAt <= time.GetUtcNow())
        {
            return null;
        }

        await keyStore.NoteUseAsync(row, cancellation);
        return row.AsCaller();
    }

    private async Task<Caller?> ReadTokenAsync(string credential, CancellationToken cancellation) =>
        tokens.Read(credential) is { } proof
        && await users.FindAsync(proof.Tenant, proof.User, cancellation) is { } user
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(user.Stamp), Encoding.UTF8.GetBytes(proof.Stamp))
            ? user.AsCaller()
            : null;
}
