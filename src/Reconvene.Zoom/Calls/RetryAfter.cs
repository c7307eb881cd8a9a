using System.Globalization;
using System.Net.Http.Headers;
using Reconvene.Zoom.Json;

namespace Reconvene.Zoom.Calls;

/// <summary>Reads <c>Retry-After</c> in all its forms: seconds, HTTP date, ISO date-time.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public static DateTimeOffset? Read(HttpResponseHeaders headers, DateTimeOffset now) =>
        headers.TryGetValues("Retry-After", out var values) ? Read(values.First(), now) : null;

    public static DateTimeOffset? Read(string text, DateTimeOffset now)
    {
        var value = text.Trim();
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return now + TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds));
        }

        return Moment.TryRead(value, out var moment) ? Within(moment, now) : null;
    }

    /// <summary>The next 00:00 UTC, when a day's calls are given anew.</summary>
    public static DateTimeOffset NextDay(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    // A moment already past means "now"; one absurdly far away would put a job to sleep for good.
    private static DateTimeOffset Within(DateTimeOffset moment, DateTimeOffset now)
    {
        var latest = now + Longest;
        return moment < now ? now : moment > latest ? latest : moment;
    }
}
