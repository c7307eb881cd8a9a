namespace Reconvene.Architecture.Tests;

/// <summary>Files that a rule lets pass, each with its reason.</summary>
internal static class Exceptions
{
    public static IReadOnlyDictionary<string, string> Boundaries { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["src/Reconvene/CommandLine.cs"] = "The program's own boundary: an error becomes a sentence and an exit code.",
        ["src/Reconvene/Hosting/RunningServer.cs"] = "A start that fails for any reason gives back what it took, and goes on failing.",
        ["src/Reconvene/Hosting/PreparedServer.cs"] = "A start that fails for any reason gives back what it took, and goes on failing.",
    };

    public static IReadOnlyDictionary<string, string> LongFiles { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, string> PublicSetters { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
