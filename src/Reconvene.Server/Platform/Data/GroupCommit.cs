using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Reconvene.Server.Platform.Data;

/// <summary>
/// Many small writes that share one transaction: items wait in a bounded queue, and one writer takes whatever is there,
/// up to the largest group, and writes it at once. Each caller learns what became of its own item.
/// </summary>
/// <param name="limits">How much may wait, and how much is written together.</param>
/// <param name="weigh">Bytes that an item keeps in memory while it waits.</param>
/// <param name="write">
/// Writes a group and gives one result per item, in order. What waiting could cure it returns as a result; what it
/// throws is taken for the fault of one item, so the group is then written item by item.
/// </param>
internal sealed class GroupCommit<TItem, TResult>(
    GroupCommitLimits limits,
    Func<TItem, int> weigh,
    Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> write)
{
    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(limits.Items) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long _waitingBytes;

    /// <summary>Puts an item into the queue; refused when the queue is full or the writer has stopped.</summary>
    public bool TryAdd(TItem item, [NotNullWhen(true)] out Task<TResult>? result)
    {
        var waiting = new Waiting(item, weigh(item));
        if (Interlocked.Add(ref _waitingBytes, waiting.Bytes) <= limits.Bytes && _queue.Writer.TryWrite(waiting))
        {
            result = waiting.Result.Task;
            return true;
        }

        Interlocked.Add(ref _waitingBytes, -waiting.Bytes);
        result = null;
        return false;
    }

    /// <summary>Writes until asked to stop; what was let in before that is still written.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await using var stop = stopping.Register(() => _queue.Writer.TryComplete());
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await WriteAsync(Take());
        }
    }

    private List<Waiting> Take()
    {
        var group = new List<Waiting>();
        while (group.Count < limits.Group && _queue.Reader.TryRead(out var waiting))
        {
            Interlocked.Add(ref _waitingBytes, -waiting.Bytes);
            group.Add(waiting);
        }

        return group;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Worker loop: whatever went wrong is told to who waits for it.")]
    private async Task WriteAsync(List<Waiting> group)
    {
        try
        {
            // Nobody may cancel it: others wait for the same transaction.
            var results = await write([.. group.Select(waiting => waiting.Item)], CancellationToken.None);
            for (var i = 0; i < group.Count; i++)
            {
                group[i].Result.TrySetResult(results[i]);
            }
        }
        catch (Exception error) when (group.Count is 1)
        {
            group[0].Result.TrySetException(error);
        }
        catch (Exception)
        {
            foreach (var alone in group)
            {
                await WriteAsync([alone]);
            }
        }
    }

    private sealed record Waiting(TItem Item, int Bytes)
    {
        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>Bounds of a <see cref="GroupCommit{TItem,TResult}"/>.</summary>
/// <param name="Items">How many items may wait.</param>
/// <param name="Bytes">How many bytes they may keep.</param>
/// <param name="Group">How many are written in one transaction.</param>
internal sealed record GroupCommitLimits(int Items, long Bytes, int Group);
