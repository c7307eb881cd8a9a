using System.Globalization;
using Reconvene.Client.Deliverables;

namespace Reconvene.Server.Deliverables.Branding;

/// <summary>An accent as it can be read on each of the grounds that text of it stands on.</summary>
internal sealed record AccentColours(Colour OnLight, Colour OnDark)
{
    /// <summary>Of text, by WCAG 2.2 at level AA.</summary>
    public const double Readable = 4.5;

    public static readonly AccentColours Default = new(new(0x24, 0x56, 0xc7), new(0x8f, 0xb1, 0xff));

    /// <summary>Paper, and what is marked on it.</summary>
    public static readonly IReadOnlyList<Colour> LightGrounds = [Colour.White, new(0xf1, 0xf2, 0xf5)];

    /// <summary>The same on the dark page.</summary>
    public static readonly IReadOnlyList<Colour> DarkGrounds = [new(0x1c, 0x1f, 0x25), new(0x29, 0x2d, 0x36)];

    private const int Steps = 50;

    /// <summary>The accent where it can be read, else as little darker or lighter as makes it so.</summary>
    public static AccentColours Of(Colour? accent) => accent is { } asked
        ? new(MadeReadable(asked, LightGrounds, Colour.Black), MadeReadable(asked, DarkGrounds, Colour.White))
        : Default;

    public BrandColours View(Colour? asked)
    {
        string?[] notes = asked is { } accent
            ? [Note(accent, OnLight, LightGrounds, "on paper"), Note(accent, OnDark, DarkGrounds, "on the dark page")]
            : [];
        var said = string.Join(' ', notes.Where(note => note is not null));
        return new() { OnLight = OnLight.ToString(), OnDark = OnDark.ToString(), Note = said.Length is 0 ? null : said };
    }

    private static Colour MadeReadable(Colour accent, IReadOnlyList<Colour> grounds, Colour end) => Enumerable.Range(0, Steps + 1)
        .Select(step => accent.Towards(end, (double)step / Steps))
        .First(colour => Least(colour, grounds) >= Readable);

    private static string? Note(Colour accent, Colour used, IReadOnlyList<Colour> grounds, string where) => accent == used
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{accent} is hard to read {where} ({Least(accent, grounds):0.0} to 1, and {Readable} is needed): {used} is used there.");

    private static double Least(Colour colour, IReadOnlyList<Colour> grounds) => grounds.Min(colour.ContrastWith);
}
