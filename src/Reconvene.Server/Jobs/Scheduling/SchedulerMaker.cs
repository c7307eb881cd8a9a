using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Quartz;
using Reconvene.Server.Jobs.Running;
using Reconvene.Server.Jobs.Scheduling.Cron;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs.Scheduling;

/// <summary>
/// Makes the scheduler for the engine in use, once the storage is prepared. It lives in a container of its own:
/// which store it needs is known only when ours is complete.
/// </summary>
internal sealed class SchedulerMaker(
    DatabaseOptions where,
    Database database,
    IOptions<JobsOptions> options,
    StepRunner runner,
    RunningSteps running,
    IEnumerable<ICronRows> cron,
    CronSignal signal,
    TimeProvider time,
    ILoggerFactory loggers)
{
    public const string Name = "reconvene";

    /// <summary>What is late by more is looked at by the scheduler only once in as long.</summary>
    public static readonly TimeSpan MisfireThreshold = TimeSpan.FromDays(1);

    public StandaloneSchedulerFactory Make() => QuartzSchedulerBuilder.Create(Configure).Build();

    /// <summary>Closes what the scheduler kept open, after its end.</summary>
    public void CloseIdle()
    {
        if (!IsClustered)
        {
            using var connection = new SqliteConnection(SqliteSettings.Pooled(where.ConnectionString));
            SqliteConnection.ClearPool(connection);
        }
    }

    private void Configure(IQuartzBuilder quartz)
    {
        var settings = options.Value;
        quartz.Services.AddSingleton(loggers);
        quartz.Services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        quartz.UseTimeProvider(new SchedulerClock(time));
        quartz.UseDefaultThreadPool(settings.Threads);
        quartz.AddJobType<StepJob>(_ => new StepJob(runner, running));
        quartz.AddJobType<CronJob>(_ => new CronJob([.. cron], signal, time));
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = Name;
            scheduler.GenerateInstanceId = settings.NodeName is null;
            scheduler.InstanceId = settings.NodeName ?? scheduler.InstanceId;
            scheduler.IdleWaitTime = TimeSpan.FromSeconds(1);
            scheduler.PropagateTraceContext = false;
        });
        quartz.UseExecutionLimits(limits => Limit(limits, settings));
        quartz.UsePersistentStore(Store);
    }

    private void Limit(ExecutionLimitsBuilder limits, JobsOptions settings)
    {
        var scope = IsClustered ? ExecutionLimitScope.Cluster : ExecutionLimitScope.Node;
        limits.ForGroup(JobStep.DownloadGroup, settings.DownloadParallelism);
        limits.ForGroup(JobStep.WorkGroup, settings.WorkParallelism);
        limits.ForGroup(JobStep.DiskGroup, settings.DiskParallelism);
        limits.ForGroup(JobStep.SpeechGroup, settings.SpeechParallelism);
        limits.ForGroup(JobStep.ModelGroup, settings.ModelParallelism);
        limits.ForGroupsWithPrefix(JobStep.AccountPrefix, settings.AccountParallelism, scope);
    }

    private bool IsClustered => where.Engine is Engine.Postgres;

    private void Store(IPersistentStoreBuilder store)
    {
        store.ProvisionSchema();
        store.ConfigureStore(ado => ado.MisfireThreshold = MisfireThreshold);
        if (database.Gate is { } gate)
        {
            // The gate lets the scheduler open one connection at a time.
            store.UseSqlite(new GatedSqliteFactory(gate), SqliteSettings.Pooled(where.ConnectionString));
            return;
        }

        store.UsePostgres(new WatchedPostgresFactory(database), where.ConnectionString);
        store.UseClustering(cluster =>
        {
            cluster.CheckinInterval = TimeSpan.FromSeconds(2);
            cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(4);
        });
    }
}
