using Quartz;

namespace Reconvene.Server.Jobs.Scheduling.Cron;

/// <summary>
/// Cron expressions as people write them: five fields as in crontab (minute, hour, day of month, month, day of week), or
/// six or seven that begin with seconds, as the scheduler knows them. Kept in the scheduler's form.
/// </summary>
internal static class CronText
{
    /// <summary>How long a plan is looked ahead for two moments that follow each other too closely.</summary>
    private const int MostLooks = 300;

    /// <summary>Null, and what is wrong, when it cannot be read.</summary>
    public static string? Read(string text, out string? wrong)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (5 or 6 or 7))
        {
            wrong = $"has {fields.Length} fields";
            return null;
        }

        try
        {
            wrong = null;
            return CronExpression.Parse(string.Join(' ', fields), fields.Length is 5 ? CronFormat.Unix : CronFormat.Quartz)
                .CronExpressionString;
        }
        catch (FormatException error)
        {
            wrong = error.Message.TrimEnd('.');
            return null;
        }
    }

    /// <summary>When it is due next; null when never again.</summary>
    public static DateTimeOffset? NextAfter(CronPlan plan, DateTimeOffset moment) => Expression(plan).GetNextValidTimeAfter(moment);

    /// <summary>The shortest time between two that follow each other; null when it is never due, or once.</summary>
    public static TimeSpan? ShortestPause(CronPlan plan, DateTimeOffset from)
    {
        var expression = Expression(plan);
        TimeSpan? shortest = null;
        var last = expression.GetNextValidTimeAfter(from);
        for (var look = 0; look < MostLooks && last is { } one && expression.GetNextValidTimeAfter(one) is { } next; look++)
        {
            shortest = shortest is { } before && before < next - one ? before : next - one;
            last = next;
        }

        return shortest;
    }

    /// <summary>How the scheduler holds it.</summary>
    public static CronExpression Expression(CronPlan plan) =>
        new(plan.Expression, TimeZoneInfo.FindSystemTimeZoneById(plan.TimeZone));
}
