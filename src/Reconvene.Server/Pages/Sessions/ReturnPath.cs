namespace Reconvene.Server.Pages.Sessions;

/// <summary>Where a browser goes on after the sign-in: an address of this server, or the home page.</summary>
internal static class ReturnPath
{
    public const string Field = "return";
    public const string Home = "/";
    public const string SignIn = "/sign-in";

    private const int Longest = 2000;

    /// <summary>The sign-in, which leads back to a page.</summary>
    public static string ToSignIn(string? path) =>
        path is Home || Local(path) is not { } local ? SignIn : $"{SignIn}?{Field}={Uri.EscapeDataString(local)}";

    /// <summary>
    /// The path when it is one of ours and reads the same to everyone: browsers take <c>//</c>, <c>/\</c> and what their
    /// escapes stand for as another host, so that none of them is let through.
    /// </summary>
    public static string? Local(string? path) =>
        path is { Length: > 0 and <= Longest }
        && path[0] is '/'
        && path.All(IsPlain)
        && IsOneHost(path)
        && IsOneHost(Uri.UnescapeDataString(path))
            ? path
            : null;

    private static bool IsPlain(char letter) => letter is > ' ' and <= '~' and not ('\\' or '"' or '<' or '>');

    private static bool IsOneHost(string path) =>
        !path.Contains('\\', StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal) && !path.Any(char.IsControl);
}
