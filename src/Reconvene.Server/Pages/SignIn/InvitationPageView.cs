using Reconvene.Server.Accounts.Invitations;

namespace Reconvene.Server.Pages.SignIn;

/// <summary>An invitation as its person sees it. Without a tenant there is nothing to accept, and the problem says why.</summary>
internal sealed record InvitationPageView(string Code, string? Tenant, string Email, string Name, string Role)
{
    public IReadOnlySet<string> Wrong { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    public string? Problem { get; init; }

    public long WaitSeconds { get; init; }

    public static InvitationPageView Of(string code, InvitationRow invitation) => new(
        code, invitation.TenantName, invitation.Email, invitation.Name ?? "", invitation.Role);

    public static InvitationPageView Closed(string code, string problem) => new(code, null, "", "", "") { Problem = problem };

    /// <summary>The code is a secret.</summary>
    public override string ToString() => "InvitationPageView";
}
