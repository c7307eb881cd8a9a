namespace Reconvene.Server.Connections.Rates.Lanes;

/// <summary>The calls that came within the last second.</summary>
internal sealed class RecentCalls
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Queue<TimeSpan> _came = new();

    public void Add(TimeSpan now)
    {
        _came.Enqueue(now);
        Forget(now);
    }

    public int Count(TimeSpan now)
    {
        Forget(now);
        return _came.Count;
    }

    private void Forget(TimeSpan now)
    {
        while (_came.TryPeek(out var first) && now - first > Second)
        {
            _came.Dequeue();
        }
    }
}
