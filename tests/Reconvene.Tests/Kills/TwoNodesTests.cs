using Reconvene.Testing;

namespace Reconvene.Tests.Kills;

/// <summary>Two servers on one PostgreSQL and one data folder.</summary>
public sealed class TwoNodesTests
{
    private static readonly Dictionary<string, string> NoNames = new(StringComparer.Ordinal) { ["Jobs:NodeName"] = "" };

    [Theory]
    [InlineData("step.DownloadFiles")]
    [InlineData("step.Transcribe")]
    public async Task The_work_of_a_node_that_was_killed_is_taken_over_by_the_other_and_nothing_is_done_twice(string span)
    {
        await using var stage = await Stage.SetAsync(TestEngine.Postgres, NoNames);
        await using var lasting = stage.Serve();
        using var client = await stage.ClientAsync(lasting);
        await using var doomed = stage.Serve(new KillPoint(span, AtStop: false, 1));
        await doomed.WaitUntilReadyAsync();

        await stage.StartSyncAsync(client);
        Assert.Equal(Stage.DiedBySigKill, await doomed.WaitForExitAsync());
        var death = await Death.ReadAsync(stage, new KillPoint(span, AtStop: false, 1));

        var outcome = await stage.EndAsync(client, lasting);
        await outcome.AssertWholeAsync(death);
        Assert.DoesNotContain("taken over", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_node_of_the_same_name_is_refused_until_the_first_is_gone()
    {
        await using var stage = await Stage.SetAsync(TestEngine.Postgres);
        await using (var first = stage.Serve())
        {
            await first.WaitUntilReadyAsync();
            await using var second = stage.Serve();
            Assert.Equal(ExitCodes.StartRefused, await second.WaitForExitAsync());
            Assert.Contains("Jobs:NodeName", second.Error, StringComparison.Ordinal);
            first.Send(ChildHost.SigKill);
            await first.WaitForExitAsync();
        }

        await using var third = stage.Serve();
        await third.WaitUntilReadyAsync();
    }
}
