using Microsoft.AspNetCore.Authorization;

namespace Reconvene.Server.Accounts;

/// <summary>Names of the authorization policies that groups of routes ask for.</summary>
internal static class Policies
{
    public const string Viewer = "viewer";
    public const string Editor = "editor";
    public const string Owner = "owner";

    /// <summary>Whoever runs this server, apart from any role in a tenant.</summary>
    public const string Operator = "operator";

    public static string Of(Role role) => role switch
    {
        Role.Owner => Owner,
        Role.Editor => Editor,
        _ => Viewer,
    };

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Viewer, policy => policy.RequireRole(Viewer, Editor, Owner));
        options.AddPolicy(Editor, policy => policy.RequireRole(Editor, Owner));
        options.AddPolicy(Owner, policy => policy.RequireRole(Owner));

        options.AddPolicy(Operator, policy => policy.RequireRole(Operator));

        // A route that names no policy is closed, not open.
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        options.DefaultPolicy = options.FallbackPolicy;
    }
}
