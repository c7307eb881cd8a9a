using System.Globalization;

namespace Reconvene.Server.Platform.Http;

/// <summary>
/// Two days as people send them: <c>yyyy-MM-dd</c>, or a moment whose UTC day counts. Both are included; either may be
/// left out.
/// </summary>
internal sealed record DayRange(string? From, string? To)
{
    /// <summary>The names the two have in the caller's address, for error messages.</summary>
    public (string From, string To) Names { get; init; } = ("from", "to");

    /// <summary>Null, and what is wrong, when a day cannot be read or they stand in the wrong order.</summary>
    public (DateOnly From, DateOnly To)? Judge(TimeProvider time, int usualDays, out IReadOnlyList<FieldError> errors)
    {
        var wrong = new List<FieldError>();
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var to = Read(To, Names.To, today, wrong);
        var from = Read(From, Names.From, DateOnly.FromDayNumber(Math.Max(0, to.DayNumber + 1 - usualDays)), wrong);
        if (wrong.Count is 0 && from > to)
        {
            wrong.Add(new(Names.From, $"is {from:yyyy-MM-dd}, after {Names.To}, {to:yyyy-MM-dd}: exchange them."));
        }

        errors = wrong;
        return wrong.Count is 0 ? (from, to) : null;
    }

    private static DateOnly Read(string? text, string name, DateOnly otherwise, List<FieldError> wrong)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return otherwise;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return DateOnly.FromDateTime(moment.UtcDateTime);
        }

        wrong.Add(new(name, "is not a day: write it as yyyy-MM-dd, such as 2026-01-31."));
        return otherwise;
    }
}
