namespace Reconvene.Server.Jobs.Scheduling.Cron;

/// <summary>A feature whose rows say what is due when. The rows are the truth; the scheduler follows them.</summary>
internal interface ICronRows
{
    /// <summary>Tells its plans from those of other features; never changes.</summary>
    string Group { get; }

    /// <summary>What the rows say now.</summary>
    Task<IReadOnlyList<CronPlan>> PlansAsync(CancellationToken cancellation);

    /// <summary>
    /// One is due. May be called twice for the same moment, on any node: the row decides whether it is taken. False when
    /// the rows no longer know it.
    /// </summary>
    Task<bool> RunAsync(string name, DateTimeOffset dueAt, CancellationToken cancellation);
}
