using System.Globalization;

namespace Reconvene.Zoom.Phone;

/// <summary>From when to when calls or voicemails are listed, by when they began: a month at most.</summary>
public sealed record PhoneWindow
{
    private const string DayForm = "yyyy-MM-dd";
    private const string MomentForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private PhoneWindow(string from, string to) => Query = $"from={Uri.EscapeDataString(from)}&to={Uri.EscapeDataString(to)}";

    internal string Query { get; }

    /// <summary>Whole days in UTC, both included.</summary>
    public static PhoneWindow Days(DateOnly from, DateOnly to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, from.AddMonths(1));
        return new(from.ToString(DayForm, CultureInfo.InvariantCulture), to.ToString(DayForm, CultureInfo.InvariantCulture));
    }

    /// <summary>From one second to another, both included.</summary>
    public static PhoneWindow Moments(DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, from.AddMonths(1));
        return new(Moment(from), Moment(to));
    }

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString(MomentForm, CultureInfo.InvariantCulture);
}
