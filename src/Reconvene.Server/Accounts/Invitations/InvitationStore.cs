using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts.Invitations;

/// <summary>Writes invitations.</summary>
internal sealed class InvitationStore(TimeProvider time)
{
    /// <summary>How long an invitation can be accepted.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    public Task<InvitationRow> AddAsync(
        Work work, NewInvitation invitation, byte[] codeHash, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return work.SingleAsync<InvitationRow>(
            """
            INSERT INTO invitations (tenant_id, email, name, role, code_hash, invited_by, created_at, expires_at)
            VALUES (@Tenant, @email, @name, @role, @codeHash, @InvitedBy, @now, @expires)
            RETURNING id, tenant_id, email, name, role, invited_by, created_at, expires_at, accepted_at, ended_at
            """,
            new
            {
                invitation.Tenant,
                email = EmailAddress.Normalize(invitation.Email),
                name = invitation.Name?.Trim(),
                role = Policies.Of(invitation.Role),
                codeHash,
                invitation.InvitedBy,
                now,
                expires = now + Life,
            },
            cancellation);
    }

    /// <summary>False when it cannot be accepted, or no longer.</summary>
    public async Task<bool> AcceptAsync(Work work, InvitationRow invitation, CancellationToken cancellation) =>
        await work.ExecuteAsync(
            """
            UPDATE invitations SET accepted_at = @now
            WHERE tenant_id = @TenantId AND id = @Id AND accepted_at IS NULL AND ended_at IS NULL AND expires_at > @now
            """,
            new { now = time.GetUtcNow(), invitation.TenantId, invitation.Id },
            cancellation) is 1;

    /// <summary>False when the tenant has no such invitation that is open.</summary>
    public async Task<bool> EndAsync(
        Work work, TenantId tenant, InvitationId invitation, CancellationToken cancellation) =>
        await work.ExecuteAsync(
            """
            UPDATE invitations SET ended_at = @now
            WHERE tenant_id = @tenant AND id = @invitation AND accepted_at IS NULL AND ended_at IS NULL AND expires_at > @now
            """,
            new { now = time.GetUtcNow(), tenant, invitation },
            cancellation) is 1;

    /// <summary>Ends the open ones of an address: the newest counts.</summary>
    public Task EndOfAsync(Work work, TenantId tenant, string email, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE invitations SET ended_at = @now
            WHERE tenant_id = @tenant AND email = @email AND accepted_at IS NULL AND ended_at IS NULL
            """,
            new { now = time.GetUtcNow(), tenant, email = EmailAddress.Normalize(email) },
            cancellation);

    /// <summary>Ends the open ones that a person made: who is no owner any more leaves no door behind.</summary>
    public Task EndMadeByAsync(Work work, TenantId tenant, UserId user, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE invitations SET ended_at = @now
            WHERE tenant_id = @tenant AND invited_by = @user AND accepted_at IS NULL AND ended_at IS NULL
            """,
            new { now = time.GetUtcNow(), tenant, user },
            cancellation);

    /// <summary>Ends the open ones that a person made for other tenants than their own, as only operators do.</summary>
    public Task EndMadeElsewhereByAsync(Work work, TenantId own, UserId user, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE invitations SET ended_at = @now
            WHERE tenant_id <> @own AND invited_by = @user AND accepted_at IS NULL AND ended_at IS NULL
            """,
            new { now = time.GetUtcNow(), own, user },
            cancellation);

    /// <summary>Ends the open ones that operators made for a tenant, whatever the address: the newest counts.</summary>
    public Task EndFromOutsideAsync(Work work, TenantId tenant, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE invitations SET ended_at = @now
            WHERE tenant_id = @tenant AND accepted_at IS NULL AND ended_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM users u WHERE u.tenant_id = @tenant AND u.id = invitations.invited_by)
            """,
            new { now = time.GetUtcNow(), tenant },
            cancellation);
}

/// <summary>An invitation about to be made.</summary>
internal sealed record NewInvitation(TenantId Tenant, string Email, string? Name, Role Role, UserId InvitedBy);
