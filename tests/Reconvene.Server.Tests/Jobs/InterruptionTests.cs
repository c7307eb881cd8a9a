using System.Collections.Frozen;
using System.Globalization;
using Reconvene.Server.Jobs;
using Reconvene.Server.Jobs.Running;
using Reconvene.Server.Jobs.Scheduling;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Jobs;

public sealed class InterruptionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TestClock _clock = new();
    private readonly Script _script = new();

    [Theory]
    [Engines]
    public async Task An_item_that_ends_the_process_again_and_again_is_given_up_and_the_others_go_on(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.PrepareAsync(database, _clock, _script);
        var crashing = await host.EnqueueAsync(JobsHostForTests.Short, "crash");
        var other = await host.EnqueueAsync(JobsHostForTests.Short, "good");

        // What five processes that died in this step left behind.
        await ChangeAsync(host, "UPDATE jobs SET state = 'running', starts = 5, started_at = 1 WHERE id = @id", crashing);
        await host.StartAsync();
        _clock.Advance(TimeSpan.FromSeconds(10));
        await host.DrainAsync();

        var row = await host.RowAsync(crashing);
        Assert.Equal("given_up", row.State);
        Assert.StartsWith("Crash loop: step 'Tell' was started 5 times", row.FailureReason, StringComparison.Ordinal);
        Assert.Equal("done", (await host.RowAsync(other)).State);
        Assert.Equal(["Tell good"], _script.Ran);
    }

    [Theory]
    [Engines]
    public async Task A_row_left_running_by_a_process_that_died_is_run_again(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.PrepareAsync(database, _clock, _script);
        var job = await host.EnqueueAsync(JobsHostForTests.Short, "recording:1");
        await ChangeAsync(host, "UPDATE jobs SET state = 'running', starts = 1, started_at = 1 WHERE id = @id", job);

        await host.StartAsync();
        _clock.Advance(TimeSpan.FromSeconds(10));
        await host.DrainAsync();

        Assert.Equal("done", (await host.RowAsync(job)).State);
        Assert.Equal(["recording:1 Tell"], await host.EffectsAsync());
    }

    [Theory]
    [Engines]
    public async Task A_slower_second_runner_of_a_step_drops_its_result(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.StartAsync(database, _clock, _script);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var leave = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var marked = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var runs = 0;
        _script.On<Tell>(async (context, cancellation) =>
        {
            var run = Interlocked.Increment(ref runs);
            if (run is 1)
            {
                entered.SetResult();
                await leave.Task;
                var taken = await Record.ExceptionAsync(() => context.MarkAsync(50, "half", null, cancellation));
                marked.SetResult(taken is StepTakenOverException);
            }

            return new StepOutcome.Done((work, token) => work.ExecuteAsync(
                "INSERT INTO effects (subject, step) VALUES (@run, 'Tell')",
                new { run = run.ToString(CultureInfo.InvariantCulture) },
                token));
        });

        var job = await host.EnqueueAsync(JobsHostForTests.Short, "recording:1");
        await entered.Task.WaitAsync(Limit);
        await host.Get<StepRunner>().RunAsync(
            new StepFiring(job.ToString(), 1, nameof(Tell)),
            new Recovery(FrozenSet<string>.Empty),
            CancellationToken.None);
        leave.SetResult();

        Assert.True(await marked.Task.WaitAsync(Limit));
        await host.StopAsync();
        Assert.Equal(["2 Tell"], await host.EffectsAsync());
        Assert.Equal("done", (await host.RowAsync(job)).State);
    }

    [Theory]
    [Engines]
    public async Task A_firing_that_died_does_not_take_a_step_from_a_node_that_lives(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.StartAsync(database, _clock, _script);
        var tell = _script.Hold<Tell>();

        var job = await host.EnqueueAsync(JobsHostForTests.Short, "recording:1");
        await tell.WaitUntilEnteredAsync();
        var before = await host.RowAsync(job);
        await host.Get<StepRunner>().RunAsync(
            new StepFiring(job.ToString(), 1, nameof(Tell)),
            new Recovery(new HashSet<string>(StringComparer.Ordinal) { host.Get<ThisNode>().Id }),
            CancellationToken.None);

        Assert.Equal((before.Version, 1), ((await host.RowAsync(job)).Version, _script.Ran.Count));
        tell.LetGo();
        await host.WaitAsync(job, row => row.State is "done");
    }

    [Theory]
    [Engines]
    public async Task Stopping_the_server_cancels_running_steps_and_the_next_start_goes_on_where_they_were(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _script.On<Fetch>(async (context, cancellation) =>
        {
            if (context.Bookmark is not null)
            {
                return new StepOutcome.Done();
            }

            await context.MarkAsync(40, "Half of it is here.", new { Bytes = 5 }, cancellation);
            entered.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            return new StepOutcome.Done();
        });

        JobId job;
        await using (var first = await JobsHostForTests.StartAsync(database, _clock, _script))
        {
            job = await first.EnqueueAsync(JobsHostForTests.Long, "recording:1");
            await entered.Task.WaitAsync(Limit);
            await first.StopAsync();
            var row = await first.RowAsync(job);
            Assert.Equal(("open", nameof(Fetch), 0), (row.State, row.Step, row.Starts));
        }

        await using var second = await JobsHostForTests.StartAsync(database, _clock, _script);
        await second.DrainAsync();
        Assert.Equal("done", (await second.RowAsync(job)).State);
        Assert.Equal(1, _script.Ran.Count(ran => ran.StartsWith(nameof(Look), StringComparison.Ordinal)));
    }

    [Theory]
    [Engines]
    public async Task Of_the_jobs_whose_process_ended_twice_one_runs_at_a_time_and_the_others_go_on_beside_it(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.PrepareAsync(database, _clock, _script);
        var plainRan = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (inside, most) = (0, 0);
        _script.On<Tell>(async (context, cancellation) =>
        {
            if (context.Subject is "plain")
            {
                plainRan.TrySetResult();
                return new StepOutcome.Done();
            }

            most = Math.Max(most, Interlocked.Increment(ref inside));
            await plainRan.Task.WaitAsync(Limit, cancellation);
            Interlocked.Decrement(ref inside);
            return new StepOutcome.Done();
        });
        for (var number = 0; number < 4; number++)
        {
            var suspect = await host.EnqueueAsync(JobsHostForTests.Short, $"suspect {number}");
            await ChangeAsync(host, "UPDATE jobs SET starts = 2, started_at = 1 WHERE id = @id", suspect);
        }

        await host.EnqueueAsync(JobsHostForTests.Short, "plain");
        await host.StartAsync();
        await host.DrainAsync();

        Assert.Equal(1, most);
        Assert.Equal(5, _script.Ran.Count);
    }

    [Theory]
    [Engines]
    public async Task A_cancelled_job_stops_at_once_whether_it_waits_or_runs(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.PrepareAsync(database, _clock, _script);
        var tell = _script.Hold<Tell>();
        var cancel = host.Get<CancelJob>();

        var waiting = await host.EnqueueAsync(JobsHostForTests.Short, "waits");
        Assert.True(await cancel.RunAsync(new(1), waiting, CancellationToken.None));
        var runningJob = await host.EnqueueAsync(JobsHostForTests.Short, "runs");
        await host.StartAsync();
        await tell.WaitUntilEnteredAsync();
        Assert.False(await cancel.RunAsync(new(2), runningJob, CancellationToken.None));
        Assert.True(await cancel.RunAsync(new(1), runningJob, CancellationToken.None));
        await host.DrainAsync();

        Assert.Equal("cancelled", (await host.RowAsync(waiting)).State);
        Assert.Equal("cancelled", (await host.RowAsync(runningJob)).State);
        Assert.Equal(["Tell runs"], _script.Ran);
    }

    [Theory]
    [Engines]
    public async Task Progress_between_failures_starts_their_count_anew(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.StartAsync(database, _clock, _script, options => options.Attempts = 2);
        var run = 0;
        _script.On<Tell>(async (context, cancellation) =>
        {
            run++;
            await context.MarkAsync(run, "Goes on.", run, cancellation);
            return run < 5
                ? new StepOutcome.Failed(new(Server.Platform.FailureKind.Unavailable, "Zoom is away."))
                : new StepOutcome.Done();
        });

        var job = await host.EnqueueAsync(JobsHostForTests.Short, "recording:1");
        for (var round = 0; round < 5; round++)
        {
            await host.DrainAsync();
            _clock.Advance(TimeSpan.FromHours(2));
        }

        await host.DrainAsync();
        Assert.Equal("done", (await host.RowAsync(job)).State);
    }

    private static async Task ChangeAsync(JobsHostForTests host, string sql, JobId job)
    {
        await using var work = await host.Database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(sql, new { id = job.ToString() }, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }
}
