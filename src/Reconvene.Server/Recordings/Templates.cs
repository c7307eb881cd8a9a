namespace Reconvene.Server.Recordings;

/// <summary>What can be made of a recording, by name.</summary>
internal static class Templates
{
    public const string Summary = "summary";

    public static readonly IReadOnlyList<string> All = [Summary];
}
