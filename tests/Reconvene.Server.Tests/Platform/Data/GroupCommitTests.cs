using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Tests.Platform.Data;

public sealed class GroupCommitTests
{
    private static readonly GroupCommitLimits Limits = new(Items: 4, Bytes: 100, Group: 3);

    [Fact]
    public async Task What_waits_is_written_together_up_to_the_largest_group()
    {
        var groups = new List<int>();
        var commits = new GroupCommit<int, int>(Limits, _ => 1, (items, _) =>
        {
            groups.Add(items.Count);
            return Task.FromResult<IReadOnlyList<int>>([.. items.Select(item => item * 2)]);
        });
        var waiting = Enumerable.Range(0, 4).Select(item => Add(commits, item)).ToList();
        using var stop = new CancellationTokenSource();
        var running = commits.RunAsync(stop.Token);

        var results = await Task.WhenAll(waiting);
        Assert.Equal([0, 2, 4, 6], results);
        await stop.CancelAsync();
        await running;
        Assert.Equal([3, 1], groups);
        Assert.False(commits.TryAdd(9, out _));
    }

    [Fact]
    public void A_full_queue_refuses_by_number_and_by_bytes()
    {
        var byNumber = new GroupCommit<int, int>(Limits, _ => 1, (_, _) => throw new InvalidOperationException());
        var byBytes = new GroupCommit<int, int>(Limits, size => size, (_, _) => throw new InvalidOperationException());

        Assert.All(Enumerable.Range(0, 4), item => Assert.True(byNumber.TryAdd(item, out _)));
        Assert.False(byNumber.TryAdd(4, out _));
        Assert.True(byBytes.TryAdd(99, out _));
        Assert.False(byBytes.TryAdd(2, out _));
        Assert.True(byBytes.TryAdd(1, out _));
    }

    [Fact]
    public async Task An_item_that_cannot_be_written_fails_alone()
    {
        var commits = new GroupCommit<int, int>(Limits, _ => 1, (items, _) => items.Contains(1)
            ? throw new InvalidOperationException("One is not written.")
            : Task.FromResult(items));
        var waiting = Enumerable.Range(0, 3).Select(item => Add(commits, item)).ToList();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        // Stopped before it began: what was let in is written all the same.
        await commits.RunAsync(stop.Token);

        Assert.Equal(0, await waiting[0]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting[1]);
        Assert.Equal(2, await waiting[2]);
    }

    private static Task<int> Add(GroupCommit<int, int> commits, int item)
    {
        Assert.True(commits.TryAdd(item, out var result));
        return result;
    }
}
