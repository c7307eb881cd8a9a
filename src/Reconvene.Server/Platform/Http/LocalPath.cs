namespace Reconvene.Server.Platform.Http;

/// <summary>
/// A path of this server that reads the same to everyone: browsers take <c>//</c>, <c>/\</c> and what their escapes stand
/// for as another host, and some proxies decode once before they pass an address on. None of them is let through.
/// </summary>
internal static class LocalPath
{
    private const int Longest = 2000;

    /// <summary>The path if it may be followed, else null.</summary>
    public static string? Judge(string? path) =>
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
