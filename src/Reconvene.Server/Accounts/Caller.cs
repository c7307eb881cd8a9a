using System.Diagnostics;
using System.Reflection;

namespace Reconvene.Server.Accounts;

/// <summary>
/// Who asks, as the authentication of this request proved it. A handler takes it as a parameter; every query takes
/// its <see cref="Tenant"/>.
/// </summary>
internal sealed record Caller(TenantId Tenant, UserId User, Role Role)
{
    /// <summary>Minimal APIs bind the parameter through this.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return ValueTask.FromResult<Caller?>(context.Features.Get<Caller>()
            ?? throw new UnreachableException($"{parameter.Name} is taken by a route that asks for no authorization."));
    }
}
