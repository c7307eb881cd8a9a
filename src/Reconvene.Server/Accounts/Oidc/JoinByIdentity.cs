using System.Data.Common;
using Microsoft.Extensions.Options;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts.Oidc;

/// <summary>
/// The first time that the issuer names a person: found by their verified address, or made, if the settings say so, and
/// from then on known by issuer and subject, whatever the address becomes.
/// </summary>
internal sealed class JoinByIdentity(
    Database database, UserQueries queries, UserStore users, IdentityStore identities, AuditTrail audit, IOptions<OidcOptions> options)
{
    /// <summary>False when nobody here is meant, and nobody may be made.</summary>
    public async Task<bool> RunAsync(OidcPerson person, CancellationToken cancellation)
    {
        if (person.VerifiedEmail is not { } email)
        {
            return false;
        }

        if (await queries.FindByEmailAsync(email, cancellation) is { } known)
        {
            return options.Value.MatchVerifiedEmail && IsOfItsTenant(person, known) && await BindAsync(known, person, cancellation);
        }

        return options.Value.AutoProvision && await MakeAsync(email, person, cancellation);
    }

    private bool IsOfItsTenant(OidcPerson person, UserRow known) =>
        options.Value.TenantClaim is not { } claim || person.Tenant(claim) == known.TenantId;

    private async Task<bool> BindAsync(UserRow user, OidcPerson person, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await BindAsync(work, user, person, cancellation);
        await work.CommitAsync(cancellation);
        return true;
    }

    private async Task<bool> MakeAsync(string email, OidcPerson person, CancellationToken cancellation)
    {
        var tenant = options.Value.TenantClaim is { } tenantClaim ? person.Tenant(tenantClaim) : TenantId.First;
        var role = options.Value.RoleClaim is { } roleClaim ? person.Role(roleClaim) : Role.Viewer;
        if (tenant is not { } home || role is not { } allowed || !await identities.HasTenantAsync(home, cancellation))
        {
            return false;
        }

        try
        {
            await using var work = await database.BeginAsync(cancellation);
            var user = await users.AddAsync(work, new(home, email, person.Name, allowed, PasswordHash: ""), cancellation);
            await BindAsync(work, user, person, cancellation);
            await work.CommitAsync(cancellation);
            return true;
        }
        catch (DbException error) when (error.IsUniqueViolation())
        {
            // Another request of the same person came first: whoever asks looks again.
            return true;
        }
    }

    private async Task BindAsync(Work work, UserRow user, OidcPerson person, CancellationToken cancellation)
    {
        if (await identities.BindAsync(work, user, person, cancellation))
        {
            await audit.RecordAsync(
                work,
                new(user.TenantId, AuditActor.User(user.Id), "identity.bound", $"user:{user.Id.Value}", new { person.Issuer }),
                cancellation);
        }
    }
}
