using System.Globalization;
using Reconvene.Simulator.Zoom.Http;

namespace Reconvene.Simulator.Zoom.Phone.Api;

/// <summary>The stretch that a listing is asked for: days or moments in UTC, cut to a month, the last thirty days when nothing is said.</summary>
internal sealed record PhoneWindow(DateTimeOffset From, DateTimeOffset To, string FromText, string ToText)
{
    private const string Form = "The date must be in the format yyyy-mm-dd or yyyy-MM-ddTHH:mm:ssZ.";

    public static (PhoneWindow? Window, ZoomError? Error) Of(Call call, DateTimeOffset now, int? longestBackInMonths = null)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        if (call.Query("from") is not { Length: > 0 } fromText)
        {
            return (new PhoneWindow(today.AddDays(-30), today.AddDays(1), Day(today.AddDays(-30)), Day(today)), null);
        }

        if (call.Query("to") is not { Length: > 0 } toText)
        {
            return (null, ZoomError.Invalid("to", "The to field is required when from is given."));
        }

        if (!TryRead(fromText, out var from, out _))
        {
            return (null, ZoomError.Invalid("from", Form));
        }

        if (!TryRead(toText, out var to, out var isDay))
        {
            return (null, ZoomError.Invalid("to", Form));
        }

        if (to < from)
        {
            return (null, ZoomError.Invalid("to", "The end date must not be before the start date."));
        }

        // "The response only includes one month's worth of data at once": Zoom names no error for more.
        to = to > from.AddMonths(1) ? from.AddMonths(1) : to;
        return longestBackInMonths is { } months && from < today.AddMonths(-months)
            ? (null, ZoomError.Invalid("from", $"The date must be within the last {months} months."))
            : (new PhoneWindow(from, isDay ? to.AddDays(1) : to.AddTicks(1), Day(from), Day(to)), null);
    }

    public bool Holds(DateTimeOffset at) => at >= From && at < To;

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static bool TryRead(string text, out DateTimeOffset at, out bool isDay)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        isDay = DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, Utc, out at);
        return isDay || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out at);
    }
}
