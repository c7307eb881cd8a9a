using Dapper;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform.Data;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Jobs;

public sealed class DrainTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task A_step_that_ends_while_the_drain_looks_leaves_the_next_one_to_be_waited_for(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.PrepareAsync(database, _clock, new Script());
        var job = await host.EnqueueAsync(JobsHostForTests.Long, "recording:1");
        var ends = new Queue<string>(["open", "done"]);

        // Between the beginning of a look and what it sees, time goes on and a step ends: the first one, then the last.
        await using var busy = new Database(database.Options, connection =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            connection.Execute(
                "UPDATE jobs SET state = @state, not_before = @now WHERE id = @job",
                new { state = ends.TryDequeue(out var end) ? end : "done", now = _clock.GetUtcNow(), job = job.ToString() });
            host.Get<JobChanges>().Tell(job);
            return connection;
        });
        await new JobDrain(busy, host.Get<JobChanges>(), _clock).DrainAsync(Limit, CancellationToken.None);

        Assert.Equal("done", (await host.RowAsync(job)).State);
    }
}
