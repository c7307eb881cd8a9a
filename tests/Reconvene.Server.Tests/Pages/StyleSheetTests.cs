using System.Globalization;
using System.Text.RegularExpressions;
using Reconvene.Server.Pages.Frame;

namespace Reconvene.Server.Tests.Pages;

public sealed partial class StyleSheetTests
{
    private const double ForText = 4.5;
    private const double ForEdges = 3;

    public static TheoryData<string, string, double> Pairs => new()
    {
        { "ink", "paper", ForText },
        { "ink", "card", ForText },
        { "ink-soft", "paper", ForText },
        { "ink-soft", "card", ForText },
        { "accent", "paper", ForText },
        { "accent", "card", ForText },
        { "accent-hover", "card", ForText },
        { "on-accent", "accent", ForText },
        { "on-accent", "accent-hover", ForText },
        { "good", "good-wash", ForText },
        { "busy", "busy-wash", ForText },
        { "bad", "bad-wash", ForText },
        { "bad", "card", ForText },
        { "off", "off-wash", ForText },
        { "ink", "mark", ForText },
        { "ink", "busy-wash", ForText },
        { "accent", "busy-wash", ForText },
        { "ink", "bad-wash", ForText },
        { "ink", "good-wash", ForText },
        { "edge", "card", ForEdges },
        { "edge", "paper", ForEdges },
    };

    /// <summary>WCAG 2.2, 1.4.3 and 1.4.11 (AA).</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_is_read_stands_out_from_what_it_stands_on_in_light_and_in_dark(string front, string back, double least)
    {
        foreach (var colours in Schemes())
        {
            var contrast = Contrast(colours[front], colours[back]);
            Assert.True(contrast >= least, string.Create(CultureInfo.InvariantCulture, $"{front} on {back}: {contrast:F2}, expected {least}"));
        }
    }

    [Fact]
    public void The_style_sheet_names_nothing_elsewhere()
    {
        var sheet = System.Text.Encoding.UTF8.GetString(Content());

        Assert.DoesNotContain("url(", sheet, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", sheet, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The light colours, and the dark ones.</summary>
    private static IReadOnlyList<Dictionary<string, string>> Schemes()
    {
        var parts = System.Text.Encoding.UTF8.GetString(Content()).Split("@media (prefers-color-scheme: dark)");
        var dark = parts[1][..parts[1].IndexOf("\n}\n", StringComparison.Ordinal)];
        return [Colours(parts[0]), Colours(dark)];
    }

    private static Dictionary<string, string> Colours(string css) =>
        Colour().Matches(css).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);

    private static byte[] Content()
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream("pages.css")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(0)) + (0.7152 * Channel(2)) + (0.0722 * Channel(4));
    }

    [GeneratedRegex("--(?<name>[a-z-]+): #(?<value>[0-9a-f]{6});", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colour();
}
