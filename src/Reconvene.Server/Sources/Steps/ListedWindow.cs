namespace Reconvene.Server.Sources.Steps;

/// <summary>What one host's window of days gave, or its trash.</summary>
internal sealed record ListedWindow
{
    public static readonly ListedWindow Nothing = new();

    public int Announced { get; init; }

    public int Listed { get; init; }

    /// <summary>Different recordings among them.</summary>
    public int Different { get; init; }

    /// <summary>Those near its first and last day, which the windows beside it may list as well.</summary>
    public IReadOnlyList<string> Edge { get; init; } = [];

    public int Saved { get; init; }

    public int Updated { get; init; }

    public IReadOnlyList<string> Unreadable { get; init; } = [];
}
