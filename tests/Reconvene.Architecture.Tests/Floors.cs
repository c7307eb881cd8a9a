using System.Text.RegularExpressions;

namespace Reconvene.Architecture.Tests;

/// <summary>
/// The rooms of the server by floor. A room may name rooms of lower floors, and the ground, and nothing else but what
/// <see cref="SameFloor"/> allows.
/// </summary>
internal static partial class Floors
{
    /// <summary>Named by every room. Among themselves: Jobs may name Accounts and Platform, Accounts may name Platform.</summary>
    public const int Ground = -1;

    public static IReadOnlyDictionary<string, int> Rooms { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["Platform"] = Ground,
        ["Accounts"] = Ground,
        ["Jobs"] = Ground,
        ["Webhooks"] = 0,
        ["ZoomApps"] = 0,
        ["Connections"] = 1,
        ["Ledger"] = 2,
        ["Sources"] = 3,
        ["Recordings"] = 3,
        ["Transcripts"] = 4,
        ["Meetings"] = 4,
        ["Webinars"] = 4,
        ["Hosts"] = 4,
        ["Join"] = 4,
        ["Deliverables"] = 5,
        ["Sharing"] = 5,
        ["Search"] = 5,
        ["Reports"] = 5,
        ["Deliveries"] = 6,
        ["Pipelines"] = 7,
        ["Operations"] = 7,
        ["Bookings"] = 7,
        ["Console"] = 8,
        ["Pages"] = 8,
        ["Mcp"] = 8,
    };

    /// <summary>Edges between rooms of one floor, each with its reason.</summary>
    public static IReadOnlySet<(string From, string To)> SameFloor { get; } = new HashSet<(string, string)>
    {
        // An event is proven with the secrets of the app it came through.
        ("Webhooks", "ZoomApps"),
    };

    public static bool Allows(string from, string to) =>
        from == to || Rooms[to] is Ground || Rooms[to] < Rooms[from] || SameFloor.Contains((from, to));

    /// <summary>The rooms that a line of code names in full.</summary>
    public static IEnumerable<string> NamedIn(string line) => InFull().Matches(line).Select(match => match.Groups["room"].Value);

    [GeneratedRegex(@"Reconvene\.Server\.(?<room>\w+)\b(?=[.;])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InFull();
}
