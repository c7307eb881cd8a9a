using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Reconvene.Server.Jobs.Feeding;
using Reconvene.Server.Jobs.Running;
using Reconvene.Server.Jobs.Scheduling;
using Reconvene.Server.Jobs.Scheduling.Cron;

namespace Reconvene.Server.Jobs;

internal static class JobsFeature
{
    /// <summary>Background work. Starts with the host, after the storage was prepared.</summary>
    public static void AddJobs(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<JobsOptions>().BindConfiguration("Jobs").ValidateOnStart();
        services.AddSingleton<IValidateOptions<JobsOptions>, JobsOptionsValidator>();
        services.AddSingleton<JobRegistry>();
        services.AddSingleton<JobChanges>();
        services.AddSingleton<JobAnnouncer>();
        services.AddSingleton<JobQueries>();
        services.AddSingleton<CancelJob>();
        services.AddSingleton<RetryJob>();
        services.AddSingleton<ResumeJobs>();
        services.AddSingleton<JobDrain>();
        services.AddSingleton<JobQueue>();
        services.AddSingleton(provider => new FailurePolicy(provider.GetRequiredService<IOptions<JobsOptions>>(), Jitter));

        services.AddSingleton<RunningSteps>();
        services.AddSingleton<StepRecord>();
        services.AddSingleton<OutcomeRecorder>();
        services.AddSingleton<StepRunner>();

        services.AddSingleton<ThisNode>();
        services.AddSingleton<NodeClaim>();
        services.AddSingleton<SchedulerMaker>();
        services.AddSingleton<StepScheduler>();

        services.AddSingleton<WaitingSteps>();
        services.AddSingleton<FairOrder>();
        services.AddSingleton<Feeder>();
        services.AddSingleton<Sweep>();
        services.AddSingleton<PostgresNotices>();
        services.AddHostedService<JobsHost>();

        // After the host that starts the scheduler.
        services.AddSingleton<CronSignal>();
        services.AddSingleton<CronKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<CronKeeper>());
    }

    /// <summary>Routes of tasks: the API's word for jobs.</summary>
    public static void MapTasks(this WebApplication app) => TaskEndpoints.Map(app);

    /// <summary>Makes a kind of job known, with its steps in order.</summary>
    public static void AddJob(this IServiceCollection services, JobDefinition definition) =>
        services.AddSingleton(definition);

    private static double Jitter() => RandomNumberGenerator.GetInt32(1000) / 1000.0;
}
