using System.Diagnostics;
using System.Reflection;
using Reconvene.Client.Accounts;

namespace Reconvene.Server.Accounts;

/// <summary>
/// Who asks, as the authentication of this request proved it. A handler takes it as a parameter; every query takes
/// its <see cref="Tenant"/>.
/// </summary>
/// <param name="Tenant">The wall: whose rows may be seen.</param>
/// <param name="User">The person.</param>
/// <param name="Role">What may be done in this request: the person's role, capped by the key's scope.</param>
/// <param name="KeyScope">The scope of the API key that was used; null when the person signed in.</param>
/// <param name="KeyPrefix">How that key begins; null with it.</param>
/// <param name="IsOperator">The person runs this server. It opens the operator's routes, and no other tenant's rows.</param>
/// <param name="IsRoleClaimed">The role is what an outside issuer's token claims, not what the person's row says.</param>
internal sealed record Caller(
    TenantId Tenant,
    UserId User,
    Role Role,
    ApiKeyScope? KeyScope = null,
    string? KeyPrefix = null,
    bool IsOperator = false,
    bool IsRoleClaimed = false)
{
    /// <summary>Minimal APIs bind the parameter through this.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return ValueTask.FromResult<Caller?>(context.Features.Get<Caller>()
            ?? throw new UnreachableException($"{parameter.Name} is taken by a route that asks for no authorization."));
    }
}
