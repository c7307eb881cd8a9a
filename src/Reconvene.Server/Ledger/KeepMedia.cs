using System.Globalization;

namespace Reconvene.Server.Ledger;

/// <summary>How long media are kept here: video and sound; texts stay. As a person writes it, and as its columns have it.</summary>
/// <param name="Rule"><c>forever</c>, <c>until_processed</c> or <c>days</c>.</param>
/// <param name="Days">How many days; null unless the rule is days.</param>
internal readonly record struct KeepMedia(string Rule, long? Days)
{
    public const string Forever = "forever";
    public const string UntilProcessed = "until_processed";
    private const string InDays = "days";
    private const int MostDays = 3650;

    /// <summary>Null when the text is no rule.</summary>
    public static KeepMedia? Read(string text) => text.Trim() switch
    {
        var word when string.Equals(word, Forever, StringComparison.OrdinalIgnoreCase) => new(Forever, null),
        var word when string.Equals(word, UntilProcessed, StringComparison.OrdinalIgnoreCase) => new(UntilProcessed, null),
        var number => ReadDays(number) is { } days ? new(InDays, days) : null,
    };

    /// <summary>A number of days as <c>30d</c>; null when the text is none, or not 1 to 3650.</summary>
    public static long? ReadDays(string text) =>
        text.Trim() is [.. var number, 'd' or 'D']
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
        && days is >= 1 and <= MostDays
            ? days
            : null;

    public static string Write(long days) => string.Create(CultureInfo.InvariantCulture, $"{days}d");

    public override string ToString() => Days is { } days ? Write(days) : Rule;
}
