namespace Reconvene.Server.Pages.SignIn;

/// <summary>The first-run setup as it stands: what was filled in before, but for code and password, and what is wrong.</summary>
internal sealed record SetupView(
    string Email, string Name, string Organisation, IReadOnlySet<string> Wrong, string? Problem = null, long WaitSeconds = 0)
{
    public static readonly SetupView Empty = new("", "", "", new HashSet<string>(StringComparer.Ordinal));
}
