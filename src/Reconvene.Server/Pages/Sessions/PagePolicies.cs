using Microsoft.AspNetCore.Authorization;
using Reconvene.Server.Accounts;

namespace Reconvene.Server.Pages.Sessions;

/// <summary>What pages ask for: a session, of someone whose role goes that far.</summary>
internal static class PagePolicies
{
    public static AuthorizationPolicy Viewer { get; } = Of(Role.Viewer, Role.Editor, Role.Owner);

    public static AuthorizationPolicy Editor { get; } = Of(Role.Editor, Role.Owner);

    public static AuthorizationPolicy Owner { get; } = Of(Role.Owner);

    private static AuthorizationPolicy Of(params Role[] roles) =>
        new AuthorizationPolicyBuilder(SessionAuthentication.SchemeName).RequireRole(roles.Select(Policies.Of)).Build();
}
