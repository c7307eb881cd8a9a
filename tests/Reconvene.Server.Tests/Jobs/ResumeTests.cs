using Reconvene.Server.Jobs;
using Reconvene.Server.Platform;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Jobs;

/// <summary>What was given up for a reason that is mended goes on.</summary>
public sealed class ResumeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [Engines]
    public async Task A_subject_that_has_an_open_job_is_left_alone_and_the_others_go_on(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await GivenUpAsync(database, "recording:1", "recording:2");
        await host.EnqueueAsync(JobsHostForTests.Short, "recording:1");

        Assert.Equal(1, await ResumeAsync(host));

        Assert.Equal(
            ["recording:1 given_up", "recording:1 open", "recording:2 open"], await StatesAsync(host), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_job_that_another_transaction_enqueues_in_the_same_instant_costs_the_caller_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(TestEngine.Postgres);
        await using var host = await GivenUpAsync(database, "recording:1", "recording:2");
        var held = new HeldStep();
        var enqueue = EnqueueAsync();
        await held.WaitUntilEnteredAsync();

        var resume = ResumeAsync(host);
        await WaitForLockAsync(host);
        held.LetGo();
        await enqueue;

        Assert.Equal(1, await resume.WaitAsync(Limit));
        Assert.Equal(
            ["recording:1 given_up", "recording:1 open", "recording:2 open"], await StatesAsync(host), StringComparer.Ordinal);
        Assert.Contains("stored with it", await host.EffectsAsync(), StringComparer.Ordinal);

        async Task EnqueueAsync()
        {
            await using var work = await host.Database.BeginAsync(CancellationToken.None);
            await host.Get<JobQueue>().EnqueueAsync(
                work, new(new(1), JobsHostForTests.Short, "recording:1", "7"), CancellationToken.None);
            await held.RunAsync(CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }
    }

    /// <summary>A host at rest, with one job given up for each subject.</summary>
    private static async Task<JobsHostForTests> GivenUpAsync(TestDatabase database, params string[] subjects)
    {
        var script = new Script();
        script.On<Tell>(_ => new StepOutcome.Failed(new Failure(FailureKind.CredentialRejected, "Zoom refuses the connection.")));
        var host = await JobsHostForTests.StartAsync(database, TimeProvider.System, script);
        foreach (var subject in subjects)
        {
            await host.EnqueueAsync(JobsHostForTests.Short, subject);
        }

        await host.DrainAsync();
        await host.StopAsync();
        return host;
    }

    /// <summary>Resumes in a transaction that stores something first; how many jobs it opened.</summary>
    private static async Task<int> ResumeAsync(JobsHostForTests host)
    {
        await using var work = await host.Database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(
            "INSERT INTO effects (subject, step) VALUES ('stored', 'with it')", null, CancellationToken.None);
        var opened = await host.Get<ResumeJobs>().RunAsync(
            work, new(1), "7", FailureKind.CredentialRejected, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        return opened;
    }

    /// <summary>Until PostgreSQL says that one transaction waits for another.</summary>
    private static async Task WaitForLockAsync(JobsHostForTests host)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await host.Database.FindAsync<long>(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
            null,
            limit.Token) is 0)
        {
            await Task.Yield();
        }
    }

    private static Task<IReadOnlyList<string>> StatesAsync(JobsHostForTests host) => host.Database.QueryAsync<string>(
        "SELECT subject || ' ' || state FROM jobs ORDER BY subject, state", null, CancellationToken.None);
}
