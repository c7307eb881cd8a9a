using Reconvene.Server.Jobs.Scheduling.Cron;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Sources.Scheduling;

/// <summary>What a schedule must look like, and how it is kept.</summary>
internal static class ScheduleRules
{
    private const int LongestSchedule = 200;

    /// <summary>Oftener, a sync would only follow itself.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<FieldError> Judge(string? schedule, string? zone, DateTimeOffset now)
    {
        var wrong = new List<FieldError>();
        var kept = Kept(schedule);
        if (zone is not null && FindZone(zone) is null)
        {
            wrong.Add(new("schedule_timezone", $"'{Short(zone)}' is not a time zone: name one as the IANA list does, such as Europe/Tallinn or UTC."));
        }
        else if (zone is not null && kept is null or SourceTimes.Off)
        {
            wrong.Add(new("schedule_timezone", "needs a cron expression in schedule beside it."));
        }

        if (kept is not null and not SourceTimes.Off && WrongWith(kept, FindZone(zone) ?? SourceTimes.Utc, now) is { } sentence)
        {
            wrong.Add(new("schedule", sentence));
        }

        return wrong;
    }

    /// <summary>As it stands in its column: null for the server's usual rhythm.</summary>
    public static string? Kept(string? schedule) => schedule?.Trim() switch
    {
        null => null,
        var text when string.Equals(text, SourceTimes.Usual, StringComparison.OrdinalIgnoreCase) => null,
        var text when string.Equals(text, SourceTimes.Off, StringComparison.OrdinalIgnoreCase) => SourceTimes.Off,
        var text => text,
    };

    /// <summary>The zone in the list's own spelling.</summary>
    public static string? KeptZone(string? zone) => zone is null ? null : FindZone(zone);

    private static string? WrongWith(string schedule, string zone, DateTimeOffset now)
    {
        const string Forms =
            "write five fields as in crontab (minute hour day-of-month month day-of-week, such as 30 6 * * 1-5), or six or seven that begin with seconds, or off, or default.";
        if (schedule.Length > LongestSchedule)
        {
            return $"has more than {LongestSchedule} characters: {Forms}";
        }

        if (CronText.Read(schedule, out var why) is not { } expression)
        {
            return $"'{Short(schedule)}' is not a cron expression ({why}): {Forms}";
        }

        var plan = new CronPlan("", expression, zone);
        if (CronText.NextAfter(plan, now) is null)
        {
            return $"'{Short(schedule)}' is never due: {Forms}";
        }

        return CronText.ShortestPause(plan, now) is { } pause && pause < ShortestPause
            ? $"'{Short(schedule)}' is due again after {pause:g}: five minutes is the least."
            : null;
    }

    /// <summary>Null when the machine knows no such zone; names of Windows' list are not taken.</summary>
    private static string? FindZone(string? zone) =>
        zone is { Length: > 0 and <= 100 }
        && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId ? found.Id : null;

    private static string Short(string text) => text.Length <= 60 ? text : $"{text.AsSpan(0, 60)}…";
}
