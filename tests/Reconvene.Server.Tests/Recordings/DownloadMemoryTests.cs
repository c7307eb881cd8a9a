using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>F52: what passes through costs no memory by its size. Of the engines nothing depends on it.</summary>
[Collection(Alone.Name)]
public sealed class DownloadMemoryTests
{
    private const long Mebibyte = 1L << 20;

    [Fact]
    public async Task Of_a_file_that_is_larger_by_so_much_less_than_a_tenth_of_that_is_allocated_more()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var first = await AllocatedAsync(rig, 32 * Mebibyte);
        var small = await AllocatedAsync(rig, 32 * Mebibyte);
        var large = await AllocatedAsync(rig, 160 * Mebibyte);

        Assert.InRange(large - small, long.MinValue, 128 * Mebibyte / 10);
        Assert.InRange(small, 1, first + (8 * Mebibyte));
    }

    [Fact]
    public async Task Of_many_files_each_is_allocated_less_than_a_quarter_of_its_size()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        await AllocatedAsync(rig, Mebibyte, 5);
        var many = await AllocatedAsync(rig, 4 * Mebibyte, 25);

        Assert.InRange(many, 1, 25 * Mebibyte);
    }

    /// <summary>By server and simulator together, from the event to the held file.</summary>
    private static async Task<long> AllocatedAsync(DownloadRig rig, long bytes, int files = 1)
    {
        var held = await rig.HoldAsync(bytes, "Large", [.. Enumerable.Repeat("video", files)]);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await rig.LearnAsync(held);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        await rig.AssertHeldAsync(held);
        return allocated;
    }
}
