using System.Globalization;
using System.Runtime.InteropServices;

namespace Reconvene.Server.Deliverables.Branding;

/// <summary>A colour of the screen.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    private const int Hashed = 7;

    public static Colour White { get; } = new(255, 255, 255);

    public static Colour Black { get; }

    /// <summary>Reads <c>#2456c7</c>, in either case; null when it is something else.</summary>
    public static Colour? Read(string text) =>
        text.Length is Hashed && text[0] is '#'
        && int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? new Colour((byte)(number >> 16), (byte)(number >> 8), (byte)number)
            : null;

    /// <summary>From 1, the same, to 21, black on white (WCAG 2.2, contrast ratio).</summary>
    public double ContrastWith(Colour other)
    {
        var (one, two) = (Luminance(), other.Luminance());
        return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
    }

    /// <summary>A part of the way to another colour, from 0 to 1.</summary>
    public Colour Towards(Colour other, double part) => new(
        Between(Red, other.Red, part), Between(Green, other.Green, part), Between(Blue, other.Blue, part));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    private static byte Between(byte from, byte to, double part) => (byte)Math.Round(from + ((to - from) * part));

    private double Luminance() => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
