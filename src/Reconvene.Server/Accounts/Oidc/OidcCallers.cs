using Microsoft.Extensions.Options;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts.Oidc;

/// <summary>Who of ours a token of the outside issuer stands for, by the rows as they are now.</summary>
internal sealed class OidcCallers(
    OidcTokens tokens, IdentityStore identities, JoinByIdentity join, Database database, AuditTrail audit, IOptions<OidcOptions> options)
{
    public async Task<ProofOutcome> ReadAsync(string token, CancellationToken cancellation) =>
        await tokens.ReadAsync(token, cancellation) switch
        {
            OidcReading.Proven { Person: var person } => await FindAsync(person, cancellation),
            OidcReading.Away away => new ProofOutcome.IssuerAway(away.Wait),
            _ => new ProofOutcome.Refused(),
        };

    private async Task<ProofOutcome> FindAsync(OidcPerson person, CancellationToken cancellation)
    {
        var identity = await identities.FindAsync(person, cancellation);
        if (identity is null && await join.RunAsync(person, cancellation))
        {
            identity = await identities.FindAsync(person, cancellation);
        }

        if (identity is null || CallerOf(identity, person) is not { } caller)
        {
            return new ProofOutcome.Stranger();
        }

        if (person.IssuedAt > identity.LastIssuedAt)
        {
            await NoteSignInAsync(identity, person, cancellation);
        }

        return new ProofOutcome.Known(caller);
    }

    /// <summary>Null when a claim that the settings ask for is not as it must be.</summary>
    private Caller? CallerOf(IdentityRow identity, OidcPerson person)
    {
        if (options.Value.TenantClaim is { } tenantClaim && person.Tenant(tenantClaim) != identity.TenantId)
        {
            return null;
        }

        var role = options.Value.RoleClaim is { } roleClaim ? person.Role(roleClaim) : identity.RoleInTenant;
        return role is { } allowed
            ? new Caller(
                identity.TenantId,
                identity.UserId,
                allowed,
                IsOperator: identity.IsOperator,
                IsRoleClaimed: options.Value.RoleClaim is not null)
            : null;
    }

    /// <summary>Each token newer than those before is a sign-in, on record once.</summary>
    private async Task NoteSignInAsync(IdentityRow identity, OidcPerson person, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        if (!await IdentityStore.NoteAsync(work, identity, person, cancellation))
        {
            return;
        }

        await audit.RecordAsync(
            work,
            new(
                identity.TenantId,
                AuditActor.User(identity.UserId),
                "login.succeeded",
                $"user:{identity.UserId.Value}",
                new { By = "oidc" }),
            cancellation);
        await work.CommitAsync(cancellation);
    }
}
