using System.Security.Cryptography;
using System.Text;
using Reconvene.Server.Accounts.Oidc;

namespace Reconvene.Server.Accounts;

/// <summary>
/// Finds out whom a token or a key stands for, by the rows as they are now: a changed role or password, a revoked key
/// act on the next request.
/// </summary>
internal sealed class CallerProof(
    AccessTokens tokens, OidcCallers outside, UserQueries users, ApiKeyQueries keys, ApiKeyStore keyStore, TimeProvider time)
{
    public Task<ProofOutcome> ReadAsync(string credential, CancellationToken cancellation) =>
        credential.StartsWith(ApiKeySecret.Mark, StringComparison.Ordinal)
            ? ReadKeyAsync(credential, cancellation)
            : ReadTokenAsync(credential, cancellation);

    public async Task<ProofOutcome> ReadKeyAsync(string credential, CancellationToken cancellation)
    {
        if (!ApiKeySecret.TryRead(credential, out var secret)
            || await keys.FindByPrefixAsync(secret.Prefix, cancellation) is not { } row
            || !secret.Matches(row.KeyHash)
            || row.ExpiresAt <= time.GetUtcNow())
        {
            return new ProofOutcome.Refused();
        }

        await keyStore.NoteUseAsync(row, cancellation);
        return new ProofOutcome.Known(row.AsCaller());
    }

    /// <summary>Our own tokens first: they never wait for anybody else.</summary>
    private async Task<ProofOutcome> ReadTokenAsync(string credential, CancellationToken cancellation)
    {
        if (tokens.Read(credential) is not { } proof)
        {
            return await outside.ReadAsync(credential, cancellation);
        }

        return await users.FindAsync(proof.Tenant, proof.User, cancellation) is { } user
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(user.Stamp), Encoding.UTF8.GetBytes(proof.Stamp))
                ? new ProofOutcome.Known(user.AsCaller())
                : new ProofOutcome.Refused();
    }
}

/// <summary>What a credential proves.</summary>
internal abstract record ProofOutcome
{
    internal sealed record Known(Caller Caller) : ProofOutcome;

    internal sealed record Refused : ProofOutcome;

    /// <summary>A good token of the outside issuer, for a person who is not known here.</summary>
    internal sealed record Stranger : ProofOutcome;

    /// <summary>The outside issuer's keys cannot be had just now.</summary>
    internal sealed record IssuerAway(TimeSpan Wait) : ProofOutcome;
}
