using System.Globalization;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>Whether what is still to come fits on the disk, before it comes.</summary>
public sealed class EstimateTests
{
    [Theory]
    [Engines]
    public async Task What_is_listed_and_not_held_is_weighed_against_the_room_above_the_reserve(TestEngine engine)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Recordings:DiskReserveBytes"] = long.MaxValue.ToString(CultureInfo.InvariantCulture),
        };
        await using var rig = await DownloadRig.StartAsync(engine, settings);
        await rig.LearnAsync(await rig.HoldAsync(20L << 20));

        var estimate = await rig.World.GetAsync("/api/v1/recordings/estimate");

        Assert.Equal(1, estimate.GetProperty("files").GetInt64());
        Assert.Equal(20L << 20, estimate.GetProperty("bytes").GetInt64());
        Assert.Equal(0, estimate.GetProperty("unknown_sizes").GetInt64());
        Assert.Equal(long.MaxValue, estimate.GetProperty("reserve_bytes").GetInt64());
        Assert.True(estimate.GetProperty("free_bytes").GetInt64() > 0);
        Assert.False(estimate.GetProperty("fits").GetBoolean());
        Assert.Contains("are lacking", estimate.GetProperty("sentence").GetString(), StringComparison.Ordinal);

        var before = await rig.World.GetAsync("/api/v1/recordings/estimate?from=2001-01-01&to=2001-01-31");
        Assert.Equal(0, before.GetProperty("files").GetInt64());
    }

    [Fact]
    public async Task What_is_held_is_no_longer_to_come()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        await rig.LearnAsync(await rig.HoldAsync(300_000));
        await rig.SettleAsync();

        var estimate = await rig.World.GetAsync("/api/v1/recordings/estimate");

        Assert.Equal(0, estimate.GetProperty("bytes").GetInt64());
        Assert.True(estimate.GetProperty("fits").GetBoolean());
    }
}
