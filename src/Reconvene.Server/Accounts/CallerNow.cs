using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts;

/// <summary>
/// What a caller may do by the rows as they are now: a role may have been taken between the proof of the request and its
/// turn.
/// </summary>
internal static class CallerNow
{
    /// <summary>
    /// Whether the caller owns the tenant still. Hold the tenant's row first. A role that a claim gives is the issuer's to
    /// take; of that person only the row must be there.
    /// </summary>
    public static async Task<bool> IsOwnerAsync(Work work, Caller caller, CancellationToken cancellation) =>
        await UserQueries.FindAsync(work, caller.Tenant, caller.User, cancellation) is { } user
        && (caller.IsRoleClaimed ? caller.Role : user.RoleInTenant) is Role.Owner;

    /// <summary>Whether the caller runs the server still. Hold the first tenant's row first.</summary>
    public static async Task<bool> IsOperatorAsync(Work work, Caller caller, CancellationToken cancellation) =>
        await UserQueries.FindAsync(work, caller.Tenant, caller.User, cancellation) is { IsOperator: true };
}
