namespace Reconvene.Server.Pages.SignIn;

/// <summary>The sign-in as it stands.</summary>
/// <param name="Email">What was filled in before.</param>
/// <param name="Return">Where to go on afterwards; a path of ours.</param>
/// <param name="Problem">Name of the words that say what went wrong; null for nothing.</param>
/// <param name="WaitSeconds">How long until the next try may be made.</param>
internal sealed record SignInView(string Email, string? Return, string? Problem = null, long WaitSeconds = 0);
