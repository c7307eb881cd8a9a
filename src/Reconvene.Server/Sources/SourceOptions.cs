using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Sources;

/// <summary>How sources are read.</summary>
internal sealed class SourceOptions
{
    /// <summary>How many lists of recordings one sync reads at once, so that Zoom's rate and not the way there is the limit. Sixteen by default.</summary>
    [Range(1, 100)]
    public int ParallelListings { get; set; } = 16;

    /// <summary>
    /// How often a source is synced that has no schedule of its own: a whole number of hours that divides a day (1, 2, 3, 4, 6, 8,
    /// 12 or 24). Once a day by default; zero for never.
    /// </summary>
    [PartOfDay]
    public TimeSpan SyncEvery { get; set; } = TimeSpan.FromDays(1);
}

[OptionsValidator]
internal sealed partial class SourceOptionsValidator : IValidateOptions<SourceOptions>;

/// <summary>Zero, or a whole number of hours that divides a day.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PartOfDayAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is TimeSpan span
        && (span == TimeSpan.Zero
            || (span >= TimeSpan.FromHours(1) && span <= TimeSpan.FromDays(1) && TimeSpan.FromDays(1).Ticks % span.Ticks is 0
                && span.Ticks % TimeSpan.TicksPerHour is 0));

    public override string FormatErrorMessage(string name) =>
        $"{name} must be 0 (never) or 1, 2, 3, 4, 6, 8, 12 or 24 hours, such as 06:00:00 or 1.00:00:00.";
}
