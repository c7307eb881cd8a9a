using Microsoft.Extensions.Hosting;
using Reconvene.Server.Jobs;
using Reconvene.Server.Jobs.Scheduling;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data.Integrity;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Jobs;

public sealed class DamageTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TestClock _clock = new();
    private readonly Script _script = new();

    [Theory]
    [Engines]
    public async Task Once_the_database_is_damaged_no_step_is_begun_and_the_scheduler_writes_nothing(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.StartAsync(database, _clock, _script);
        _script.On<Tell>(_ => new StepOutcome.Failed(
            new Failure(FailureKind.RateLimited, "Zoom asks to wait.", _clock.GetUtcNow().AddMinutes(30))));
        var job = await host.EnqueueAsync(JobsHostForTests.Short, "recording:1");
        await host.DrainAsync();
        Assert.Single(_script.Ran);

        await host.Get<Damage>().FindAsync("page 7");
        await JobsOf(host).Ended.WaitAsync(Limit);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Single(_script.Ran);
        Assert.Equal("open", (await host.RowAsync(job)).State);
        Assert.Throws<DatabaseDamagedException>(() => host.Get<StepScheduler>().Scheduler);
        Assert.Throws<DatabaseDamagedException>(() => new WatchedPostgresFactory(host.Database).CreateConnection());
    }

    [Theory]
    [Engines]
    public async Task A_step_that_runs_while_the_database_is_found_damaged_is_told_to_end_and_run_again_after_the_next_start(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        JobId job;
        await using (var host = await JobsHostForTests.StartAsync(database, _clock, _script, Named))
        {
            var held = _script.Hold<Tell>();
            job = await host.EnqueueAsync(JobsHostForTests.Short, "recording:1");
            await held.WaitUntilEnteredAsync();

            await host.Get<Damage>().FindAsync("page 7");
            await JobsOf(host).Ended.WaitAsync(Limit);
            Assert.Equal("running", (await host.RowAsync(job)).State);
        }

        _script.On<Tell>(_ => new StepOutcome.Finished());
        await using var next = await JobsHostForTests.StartAsync(database, _clock, _script, Named);
        await next.WaitAsync(job, row => row.State is "done");
    }

    /// <summary>A node of this name takes its own work up at once.</summary>
    private static void Named(JobsOptions options) => options.NodeName = "one";

    private static JobsHost JobsOf(JobsHostForTests host) => host.Get<IEnumerable<IHostedService>>().OfType<JobsHost>().Single();
}
