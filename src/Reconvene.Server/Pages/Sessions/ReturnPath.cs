using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Pages.Sessions;

/// <summary>Where a browser goes on after the sign-in: an address of this server, or the home page.</summary>
internal static class ReturnPath
{
    public const string Field = "return";
    public const string Home = "/";
    public const string SignIn = "/sign-in";

    /// <summary>The sign-in, which leads back to a page.</summary>
    public static string ToSignIn(string? path) =>
        path is Home || Local(path) is not { } local ? SignIn : $"{SignIn}?{Field}={Uri.EscapeDataString(local)}";

    /// <summary>The path when it is one of ours.</summary>
    public static string? Local(string? path) => LocalPath.Judge(path);
}
