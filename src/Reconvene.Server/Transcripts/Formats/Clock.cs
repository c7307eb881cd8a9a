using System.Globalization;

namespace Reconvene.Server.Transcripts.Formats;

/// <summary>Moments within a recording as text. Hours do not turn over into days.</summary>
internal static class Clock
{
    /// <summary><c>01:02:03.004</c>, with the given mark before the milliseconds.</summary>
    public static string Exact(TimeSpan moment, char mark) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(long)moment.TotalHours:00}:{moment.Minutes:00}:{moment.Seconds:00}{mark}{moment.Milliseconds:000}");

    /// <summary><c>02:03</c>, or <c>1:02:03</c> past the first hour.</summary>
    public static string Short(TimeSpan moment) => moment.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)moment.TotalHours}:{moment.Minutes:00}:{moment.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{moment.Minutes:00}:{moment.Seconds:00}");
}
