using System.Globalization;
using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs.Scheduling.Cron;

namespace Reconvene.Server.Sources.Scheduling;

/// <summary>When a source is due to be synced by itself.</summary>
internal sealed class SourceTimes(IOptions<SourceOptions> options, TimeProvider time)
{
    /// <summary>What stands for no sync but those that somebody asks for.</summary>
    public const string Off = "off";

    /// <summary>What a caller says to have the server's usual rhythm again.</summary>
    public const string Usual = "default";

    public const string Utc = "UTC";

    /// <summary>Null when it is never due.</summary>
    public CronPlan? PlanOf(TenantId tenant, SourceId source, string? schedule, string? zone) => schedule switch
    {
        Off => null,
        null when options.Value.SyncEvery == TimeSpan.Zero => null,
        null => new(Name(tenant, source), UsualFor(source, (int)options.Value.SyncEvery.TotalHours), Utc),
        _ => CronText.Read(schedule, out _) is { } expression ? new(Name(tenant, source), expression, zone ?? Utc) : null,
    };

    public DateTimeOffset? NextOf(TenantId tenant, SourceId source, string? schedule, string? zone) =>
        PlanOf(tenant, source, schedule, zone) is { } plan ? CronText.NextAfter(plan, time.GetUtcNow()) : null;

    /// <summary>At a second of its own, so that not all sources come at once: the golden section spreads numbers in a row.</summary>
    private static string UsualFor(SourceId source, int everyHours)
    {
        var second = (long)(everyHours * 3600 * (source.Value * 0.6180339887498949 % 1));
        var hours = Enumerable.Range(0, 24 / everyHours).Select(one => (one * everyHours) + (second / 3600));
        return string.Create(CultureInfo.InvariantCulture, $"{second % 60} {second / 60 % 60} {string.Join(',', hours)} * * ?");
    }

    /// <summary>Null when the name is none of a plan, such as one that an older server wrote.</summary>
    public static (TenantId Tenant, SourceId Source)? Read(string name) =>
        name.Split(':') is [var tenant, var source]
        && long.TryParse(tenant, CultureInfo.InvariantCulture, out var first) && long.TryParse(source, CultureInfo.InvariantCulture, out var second)
            ? (new(first), new(second))
            : null;

    private static string Name(TenantId tenant, SourceId source) =>
        string.Create(CultureInfo.InvariantCulture, $"{tenant.Value}:{source.Value}");
}
