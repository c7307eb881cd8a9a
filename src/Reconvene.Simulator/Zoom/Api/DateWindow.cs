using System.Globalization;
using Reconvene.Simulator.Zoom.Http;

namespace Reconvene.Simulator.Zoom.Api;

/// <summary>The days that a listing is asked for: dates in UTC, a month at most, today when nothing is said.</summary>
internal sealed record DateWindow(DateOnly From, DateOnly To)
{
    public static (DateWindow? Window, ZoomError? Error) Of(Call call, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (!TryRead(call.Query("from"), today, out var from))
        {
            return (null, ZoomError.Invalid("from", "The date must be in the format yyyy-mm-dd."));
        }

        // Without an end the window goes on to today, but not past the month that Zoom allows.
        var month = from.AddMonths(1);
        if (!TryRead(call.Query("to"), today < month ? today : month, out var to))
        {
            return (null, ZoomError.Invalid("to", "The date must be in the format yyyy-mm-dd."));
        }

        if (to < from)
        {
            return (null, ZoomError.Invalid("to", "The end date must not be before the start date."));
        }

        return to > month
            ? (null, ZoomError.Invalid("from", "The date range must not be more than one month."))
            : (new DateWindow(from, to), null);
    }

    public static DateWindow Today(DateTimeOffset now) => new(DateOnly.FromDateTime(now.UtcDateTime), DateOnly.FromDateTime(now.UtcDateTime));

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Clients send times as well as dates, and Zoom takes both.</summary>
    private static bool TryRead(string? text, DateOnly otherwise, out DateOnly day)
    {
        day = otherwise;
        if (string.IsNullOrEmpty(text)
            || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            return true;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var moment))
        {
            day = DateOnly.FromDateTime(moment.UtcDateTime);
            return true;
        }

        // A plus sign that was not encoded has become a space: "2025-01-01 00:00:00 00:00".
        return text.Length > 10 && text[10] is ' ' or 'T'
            && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }
}
