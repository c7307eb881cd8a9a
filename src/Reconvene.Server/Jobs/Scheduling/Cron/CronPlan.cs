namespace Reconvene.Server.Jobs.Scheduling.Cron;

/// <summary>Something that is due again and again.</summary>
/// <param name="Name">Of what, such as a source's id; one plan each.</param>
/// <param name="Expression">In the scheduler's form, as <see cref="CronText.Read"/> gives it.</param>
/// <param name="TimeZone">By whose clock (IANA).</param>
internal sealed record CronPlan(string Name, string Expression, string TimeZone)
{
    /// <summary>Changes when what is due changes.</summary>
    public string Text => $"{Expression} ({TimeZone})";
}
