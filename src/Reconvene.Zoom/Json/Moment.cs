using System.Globalization;

namespace Reconvene.Zoom.Json;

/// <summary>Reads the forms in which Zoom writes moments.</summary>
internal static class Moment
{
    private const long FirstMillisecondStamp = 1_000_000_000_000;
    private const long LastMillisecondStamp = 253_402_300_799_999;

    public static bool TryRead(string text, out DateTimeOffset moment)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var stamp))
        {
            return TryFromStamp(stamp, out moment);
        }

        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out moment);
    }

    /// <summary>From 10^12 on a stamp counts milliseconds, below it seconds.</summary>
    public static bool TryFromStamp(long stamp, out DateTimeOffset moment)
    {
        moment = default;
        if (stamp is < 0 or > LastMillisecondStamp)
        {
            return false;
        }

        moment = stamp >= FirstMillisecondStamp
            ? DateTimeOffset.FromUnixTimeMilliseconds(stamp)
            : DateTimeOffset.FromUnixTimeSeconds(Math.Min(stamp, LastMillisecondStamp / 1000));
        return true;
    }
}
