using Reconvene.Server.Jobs;
using Reconvene.Server.Jobs.Feeding;
using Reconvene.Server.Jobs.Scheduling;
using Reconvene.Server.Platform;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Jobs;

public sealed class JobTests
{
    private readonly TestClock _clock = new();
    private readonly Script _script = new();

    [Theory]
    [Engines]
    public async Task Three_steps_run_in_order_and_each_has_its_effect_once(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.StartAsync(database, _clock, _script);

        var job = await host.EnqueueAsync(JobsHostForTests.Long, "recording:1");
        await host.DrainAsync();

        var row = await host.RowAsync(job);
        Assert.Equal(("done", 100), (row.State, row.Progress));
        Assert.Equal(["Look recording:1", "Fetch recording:1", "Tell recording:1"], _script.Ran);
        Assert.Equal(["recording:1 Fetch", "recording:1 Look", "recording:1 Tell"], await host.EffectsAsync());
    }

    [Theory]
    [Engines]
    public async Task A_row_that_was_committed_and_never_handed_over_is_run_after_the_start(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.PrepareAsync(database, _clock, _script);
        var job = await host.EnqueueAsync(JobsHostForTests.Long, "recording:1");

        await host.StartAsync();
        await host.DrainAsync();

        Assert.Equal("done", (await host.RowAsync(job)).State);
    }

    [Theory]
    [Engines]
    public async Task A_failing_step_is_tried_again_at_the_moment_the_other_side_named(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.StartAsync(database, _clock, _script);
        var named = _clock.GetUtcNow().AddMinutes(30);
        _script.On<Tell>(context => context.Attempts is 0
            ? new StepOutcome.Failed(new Failure(FailureKind.RateLimited, "Zoom asks to wait.", named))
            : new StepOutcome.Finished(Result: new { Sent = true }));

        var job = await host.EnqueueAsync(JobsHostForTests.Short, "recording:1");
        await host.DrainAsync();
        var waiting = await host.RowAsync(job);
        _clock.Advance(TimeSpan.FromMinutes(29));
        await host.DrainAsync();
        Assert.Single(_script.Ran);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await host.DrainAsync();

        Assert.Equal(("open", 1, named), (waiting.State, waiting.Attempts, waiting.NotBefore));
        Assert.Equal("Will be tried again: Zoom asks to wait.", waiting.Status);
        var row = await host.RowAsync(job);
        Assert.Equal(("done", """{"sent":true}"""), (row.State, row.Result));
    }

    [Theory]
    [Engines]
    public async Task A_limit_that_comes_back_thirty_times_in_a_row_never_ends_the_job(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.StartAsync(database, _clock, _script);
        var times = 0;
        _script.On<Tell>(_ => times++ < 30
            ? new StepOutcome.Failed(new Failure(FailureKind.RateLimited, "It is used up.", _clock.GetUtcNow().AddMinutes(1)))
            : new StepOutcome.Finished(Result: new { Sent = true }));

        var job = await host.EnqueueAsync(JobsHostForTests.Short, "recording:1");
        for (var round = 0; round <= 30; round++)
        {
            await host.DrainAsync();
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal("done", (await host.RowAsync(job)).State);
    }

    [Theory]
    [Engines]
    public async Task A_failure_that_waiting_cannot_help_is_given_up_with_its_reason_and_its_effect(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.StartAsync(database, _clock, _script);
        _script.On<Tell>(_ => new StepOutcome.Failed(new Failure(FailureKind.Gone, "The recording is gone.")));

        var job = await host.EnqueueAsync(JobsHostForTests.Short, "recording:1");
        await host.DrainAsync();

        var row = await host.RowAsync(job);
        Assert.Equal(("given_up", "Gone", "The recording is gone."), (row.State, row.FailureKind, row.FailureReason));
        Assert.Equal(["recording:1 The recording is gone."], await host.EffectsAsync());
    }

    [Theory]
    [Engines]
    public async Task A_poison_item_is_given_up_while_the_others_go_on_and_succeeds_when_retried_after_the_fix(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.StartAsync(database, _clock, _script);
        var isFixed = false;
        _script.On<Tell>(context => context.Subject is "poison" && !Volatile.Read(ref isFixed)
            ? throw new InvalidOperationException("a fault of ours")
            : new StepOutcome.Done());

        var poison = await host.EnqueueAsync(JobsHostForTests.Short, "poison");
        var other = await host.EnqueueAsync(JobsHostForTests.Short, "good");
        await host.DrainAsync();
        Assert.Equal("done", (await host.RowAsync(other)).State);
        for (var round = 0; round < 3; round++)
        {
            _clock.Advance(TimeSpan.FromHours(2));
            await host.DrainAsync();
        }

        var row = await host.RowAsync(poison);
        Assert.Equal(("given_up", 3), (row.State, row.Attempts));
        Assert.Contains("failed unexpectedly; trace id", row.FailureReason, StringComparison.Ordinal);
        Assert.DoesNotContain("a fault of ours", row.FailureReason, StringComparison.Ordinal);

        Volatile.Write(ref isFixed, value: true);
        Assert.Equal(
            RetryOutcome.Opened,
            await host.Get<RetryJob>().RunAsync(new(1), poison, CancellationToken.None));
        await host.DrainAsync();
        Assert.Equal("done", (await host.RowAsync(poison)).State);
    }

    [Theory]
    [Engines]
    public async Task Asking_twice_makes_one_job_and_asking_while_it_runs_makes_it_run_once_more(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.PrepareAsync(database, _clock, _script);
        var tell = _script.Hold<Tell>();

        var first = await host.EnqueueAsync(JobsHostForTests.Short, "recording:1");
        var second = await host.EnqueueAsync(JobsHostForTests.Short, "recording:1");
        await host.StartAsync();
        await tell.WaitUntilEnteredAsync();
        var third = await host.EnqueueAsync(JobsHostForTests.Short, "recording:1");
        tell.LetGo();
        await host.DrainAsync();

        Assert.Equal([first, first], [second, third]);
        Assert.Equal(2, _script.Ran.Count);
        Assert.Equal("done", (await host.RowAsync(first)).State);
    }

    [Theory]
    [Engines]
    public async Task The_scheduler_refuses_to_be_called_inside_a_write_transaction(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.StartAsync(database, _clock, _script);
        await using var work = await host.Database.BeginAsync(CancellationToken.None);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => host.Get<StepScheduler>().PendingAsync(CancellationToken.None));

        Assert.Contains("call the scheduler", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_start_that_was_handed_over_before_the_machine_slept_for_days_is_made_after_it(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.StartAsync(database, _clock, _script);
        var scheduler = host.Get<StepScheduler>();
        await scheduler.StandByAsync(CancellationToken.None);
        var job = await host.EnqueueAsync(JobsHostForTests.Short, "recording:1");
        await host.Get<Feeder>().PassAsync(CancellationToken.None);
        Assert.Single(await scheduler.PendingAsync(CancellationToken.None));

        _clock.Advance(TimeSpan.FromDays(2));
        await scheduler.Scheduler.Start(CancellationToken.None);
        await host.DrainAsync();

        Assert.Equal("done", (await host.RowAsync(job)).State);
        Assert.Single(_script.Ran);
    }
}
