using System.Globalization;

namespace Reconvene.Server.Transcripts.Vtt;

/// <summary>The line <c>00:00:04.859 --> 00:00:07.410 align:start</c>: hours may be missing, the point may be a comma.</summary>
internal static class VttTiming
{
    public const string Arrow = "-->";
    private const int MostHours = 9999;

    public static bool TryRead(ReadOnlySpan<char> line, out TimeSpan start, out TimeSpan end)
    {
        (start, end) = (default, default);
        var arrow = line.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow < 0 || !TryReadMoment(line[..arrow].Trim(), out start))
        {
            return false;
        }

        var rest = line[(arrow + Arrow.Length)..].Trim();
        var settings = rest.IndexOfAny(' ', '\t');
        return TryReadMoment(settings < 0 ? rest : rest[..settings], out end);
    }

    /// <summary>One moment of such a line.</summary>
    public static bool TryReadMoment(ReadOnlySpan<char> text, out TimeSpan moment)
    {
        if (TryUsual(text, out moment))
        {
            return true;
        }

        var point = text.LastIndexOfAny('.', ',');
        if (point < 0 || text.Length - point is < 2 or > 4)
        {
            return false;
        }

        Span<Range> parts = stackalloc Range[4];
        var clock = text[..point];
        var count = clock.Split(parts, ':');
        if (count is < 2 or > 3
            || !TryNumber(clock[parts[count - 1]], 59, out var seconds)
            || !TryNumber(clock[parts[count - 2]], 59, out var minutes)
            || !TryNumber(text[(point + 1)..], 999, out var fraction))
        {
            return false;
        }

        var hours = 0;
        if (count is 3 && !TryNumber(clock[parts[0]], MostHours, out hours))
        {
            return false;
        }

        var milliseconds = (text.Length - point) switch { 2 => fraction * 100, 3 => fraction * 10, _ => fraction };
        moment = new TimeSpan(0, hours, minutes, seconds, milliseconds);
        return true;
    }

    /// <summary>The form that Zoom writes, <c>00:00:04.859</c>, without the general way's detours.</summary>
    private static bool TryUsual(ReadOnlySpan<char> text, out TimeSpan moment)
    {
        moment = default;
        if (text is not [var h1, var h2, ':', var m1, var m2, ':', var s1, var s2, '.', var f1, var f2, var f3]
            || !(char.IsAsciiDigit(h1) && char.IsAsciiDigit(h2) && m1 is >= '0' and <= '5' && char.IsAsciiDigit(m2)
                && s1 is >= '0' and <= '5' && char.IsAsciiDigit(s2)
                && char.IsAsciiDigit(f1) && char.IsAsciiDigit(f2) && char.IsAsciiDigit(f3)))
        {
            return false;
        }

        var seconds = (((((h1 - '0') * 10) + h2 - '0') * 60L) + ((m1 - '0') * 10) + m2 - '0') * 60L;
        seconds += ((s1 - '0') * 10) + s2 - '0';
        moment = TimeSpan.FromTicks(
            (seconds * TimeSpan.TicksPerSecond)
            + (((((f1 - '0') * 10) + f2 - '0') * 10) + f3 - '0') * TimeSpan.TicksPerMillisecond);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, int largest, out int number) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= largest;
}
