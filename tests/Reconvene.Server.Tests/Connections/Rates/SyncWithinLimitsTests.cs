using Reconvene.Server.Tests.Ledger;
using Reconvene.Server.Tests.Sources;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections.Rates;

/// <summary>A sync against a Zoom that counts, as Zoom does.</summary>
public sealed class SyncWithinLimitsTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [InlineData(TestEngine.Sqlite, LimitWindow.Fixed)]
    [InlineData(TestEngine.Sqlite, LimitWindow.Sliding)]
    [InlineData(TestEngine.Postgres, LimitWindow.Fixed)]
    [InlineData(TestEngine.Postgres, LimitWindow.Sliding)]
    public async Task A_sync_with_all_its_files_is_never_refused_by_a_Zoom_that_counts(TestEngine engine, LimitWindow window)
    {
        await using var world = await SpacedScene.StartAsync(engine, _clock, new { recording_type = "all" });
        world.Control.Limits.Settings = new LimitSettings { Plan = ZoomPlan.Pro, Window = window };

        var started = await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/sources/{world.Source}/sync?from_date=2025-03-02");
        var task = await world.UntilAsync(() => world.TaskAsync(started), one => one.Text("state") is not ("PENDING" or "PROCESSING" or "RETRY"));
        Assert.True(task.Text("state") is "SUCCESS", world.Explain(task));
        var all = await world.UntilAsync(world.RecordingsAsync, recordings => recordings.All(one => one.Text("state") is not ("queued" or "downloading" or "understanding")));

        Assert.Equal(task.Count("found"), all.Count);
        var uses = world.Control.Limits.Use();
        Assert.All(uses, use => Assert.Equal(0, use.Refused));
        Assert.True(Taken(uses, LimitTable.General, LimitLabel.Medium) > 20);
        Assert.True(Taken(uses, LimitTable.General, LimitLabel.Light) > 10);
        Assert.True(Taken(uses, LimitTable.Phone, LimitLabel.Medium) > 10);
    }

    private static int Taken(IReadOnlyList<LimitUse> uses, LimitTable table, LimitLabel label) =>
        uses.Where(use => use.Table == table && use.Label == label).Sum(use => use.Taken);
}
