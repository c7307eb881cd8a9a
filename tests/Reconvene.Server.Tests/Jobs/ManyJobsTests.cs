using Reconvene.Server.Jobs;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Jobs;

/// <summary>Many jobs asked for in one go are as if each were asked for alone.</summary>
public sealed class ManyJobsTests
{
    [Theory]
    [Engines]
    public async Task Of_many_jobs_asked_for_at_once_each_subject_has_one_under_way_and_runs_again_if_it_had_begun(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var script = new Script();
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        script.On<Tell>(async (context, cancellation) =>
        {
            if (context.Subject is "0001")
            {
                begun.TrySetResult();
                await goOn.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellation);
            }

            return new StepOutcome.Done();
        });
        await using var host = await JobsHostForTests.StartAsync(database, TimeProvider.System, script);
        var first = await host.EnqueueAsync(JobsHostForTests.Short, "0001");
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60));

        var subjects = Enumerable.Range(0, 520).Select(number => number.ToString("D4", System.Globalization.CultureInfo.InvariantCulture)).Reverse().ToList();
        var asked = await host.EnqueueAllAsync(JobsHostForTests.Short, [.. subjects, "0001", "0002"]);
        goOn.SetResult();
        await host.DrainAsync();

        Assert.Equal(522, asked.Count);
        Assert.Equal(520, asked.Distinct().Count());
        Assert.Equal(first, asked[subjects.IndexOf("0001")]);
        Assert.Equal(asked[subjects.IndexOf("0002")], asked[^1]);
        var ran = script.Ran.CountBy(run => run.Split(' ')[1], StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        Assert.Equal(520, ran.Count);
        Assert.Equal(2, ran["0001"]);
        Assert.All(ran.Where(pair => pair.Key is not "0001"), pair => Assert.Equal(1, pair.Value));
    }
}
