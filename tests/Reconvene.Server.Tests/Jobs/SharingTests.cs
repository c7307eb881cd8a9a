using System.Globalization;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Jobs;

public sealed class SharingTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Two_nodes_on_one_database_share_the_work_and_nothing_runs_twice()
    {
        const int Jobs = 30;
        await using var database = await TestDatabase.CreateAsync(TestEngine.Postgres);
        var (one, other) = (new Script(), new Script());
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Hold(one, other);
        Hold(other, one);
        await using var first = await JobsHostForTests.StartAsync(database, TimeProvider.System, one);
        await using var second = await JobsHostForTests.StartAsync(database, TimeProvider.System, other);

        for (var number = 0; number < Jobs; number++)
        {
            await first.EnqueueAsync(JobsHostForTests.Short, number.ToString("D2", CultureInfo.InvariantCulture));
        }

        await first.DrainAsync();

        Assert.NotEmpty(one.Ran);
        Assert.NotEmpty(other.Ran);
        Assert.Equal(Jobs, one.Ran.Count + other.Ran.Count);
        Assert.Equal(Jobs, one.Ran.Concat(other.Ran).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Jobs, (await first.EffectsAsync()).Count);

        // Nobody finishes before both nodes have begun something.
        void Hold(Script script, Script peer) => script.On<Tell>(async (context, cancellation) =>
        {
            if (peer.Ran.Count > 0)
            {
                both.TrySetResult();
            }

            await both.Task.WaitAsync(Limit, cancellation);
            return new StepOutcome.Done((work, token) => work.ExecuteAsync(
                "INSERT INTO effects (subject, step) VALUES (@Subject, 'Tell')", new { context.Subject }, token));
        });
    }

    [Fact]
    public async Task With_the_channel_between_the_nodes_cut_again_and_again_every_job_is_still_done_and_once()
    {
        const int Jobs = 20;
        await using var database = await TestDatabase.CreateAsync(TestEngine.Postgres);
        var (one, other) = (new Script(), new Script());
        Tells(one);
        Tells(other);
        await using var first = await JobsHostForTests.StartAsync(database, TimeProvider.System, one, Often);
        await using var second = await JobsHostForTests.StartAsync(database, TimeProvider.System, other, Often);
        await using var outside = await JobsHostForTests.PrepareAsync(database, TimeProvider.System, new Script());
        using var stop = new CancellationTokenSource();
        var cuts = CutAsync(outside, stop.Token);

        for (var number = 0; number < Jobs; number++)
        {
            await outside.EnqueueAsync(JobsHostForTests.Short, number.ToString("D2", CultureInfo.InvariantCulture));
        }

        await outside.DrainAsync();
        await stop.CancelAsync();

        Assert.NotEqual(0, await cuts);
        Assert.Equal(Jobs, one.Ran.Count + other.Ran.Count);
        Assert.Equal(Jobs, (await first.EffectsAsync()).Count);

        static void Often(JobsOptions options) => options.PollInterval = TimeSpan.FromMilliseconds(500);

        static void Tells(Script script) => script.On<Tell>((context, _) => Task.FromResult<StepOutcome>(
            new StepOutcome.Done((work, token) => work.ExecuteAsync(
                "INSERT INTO effects (subject, step) VALUES (@Subject, 'Tell')", new { context.Subject }, token))));
    }

    /// <summary>Ends every connection that listens, for as long as asked; how many that were.</summary>
    private static async Task<int> CutAsync(JobsHostForTests host, CancellationToken stop)
    {
        var cut = 0;
        while (!stop.IsCancellationRequested)
        {
            cut += (await host.Database.QueryAsync<bool>(
                $"""
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND query = 'LISTEN {JobAnnouncer.Channel}'
                """,
                null,
                CancellationToken.None)).Count;
        }

        return cut;
    }

    [Fact]
    public async Task A_job_that_runs_on_one_node_is_cancelled_from_another()
    {
        await using var database = await TestDatabase.CreateAsync(TestEngine.Postgres);
        var script = new Script();
        var tell = script.Hold<Tell>();
        await using var runner = await JobsHostForTests.StartAsync(database, TimeProvider.System, script);
        await using var other = await JobsHostForTests.PrepareAsync(database, TimeProvider.System, new Script());
        var job = await runner.EnqueueAsync(JobsHostForTests.Short, "recording:1");
        await tell.WaitUntilEnteredAsync();

        Assert.True(await other.Get<CancelJob>().RunAsync(new(1), job, CancellationToken.None));

        await runner.WaitAsync(job, row => row.State is "cancelled");
    }

    [Fact]
    public async Task A_name_belongs_to_one_live_node_at_a_time()
    {
        await using var database = await TestDatabase.CreateAsync(TestEngine.Postgres);
        await using (await JobsHostForTests.StartAsync(database, TimeProvider.System, new Script(), Name("one")))
        {
            await using var other = await JobsHostForTests.StartAsync(database, TimeProvider.System, new Script(), Name("other"));
            await using var second = await JobsHostForTests.PrepareAsync(database, TimeProvider.System, new Script(), Name("one"));

            var refused = await Assert.ThrowsAsync<StartRefusedException>(second.StartAsync);

            Assert.Contains("'one'", refused.Message, StringComparison.Ordinal);
        }

        await using var third = await JobsHostForTests.StartAsync(database, TimeProvider.System, new Script(), Name("one"));

        static Action<JobsOptions> Name(string name) => options => options.NodeName = name;
    }

    [Theory]
    [Engines]
    public async Task A_backlog_of_one_tenant_does_not_stand_before_the_first_item_of_another(TestEngine engine)
    {
        const int Backlog = 2000;
        await using var database = await TestDatabase.CreateAsync(engine);
        var clock = new TestClock();
        var script = new Script();
        var begun = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        script.On<Tell>(context =>
        {
            if (context.Tenant.Value is 2)
            {
                begun.TrySetResult(script.Ran.Count);
            }

            return new StepOutcome.Done();
        });
        await using var host = await JobsHostForTests.PrepareAsync(database, clock, script);
        await using (var work = await host.Database.BeginAsync(CancellationToken.None))
        {
            for (var number = 0; number < Backlog; number++)
            {
                await host.Get<JobQueue>().EnqueueAsync(
                    work,
                    new JobRequest(new(1), JobsHostForTests.Short, number.ToString(CultureInfo.InvariantCulture), "7"),
                    CancellationToken.None);
            }

            await work.CommitAsync(CancellationToken.None);
        }

        await host.StartAsync();
        await host.EnqueueAsync(JobsHostForTests.Short, "mine", tenant: 2);
        var startsBefore = await begun.Task.WaitAsync(Limit);

        Assert.InRange(startsBefore, 1, 50);
    }
}
