using System.Diagnostics;

namespace Reconvene.Bench.Intake;

/// <summary>How many events the server wrote in one transaction, by counting its spans.</summary>
internal sealed class GroupsSeen
{
    private long _groups;
    private long _events;

    /// <summary>The mean size of a group, rounded.</summary>
    public int Mean => _groups is 0 ? 1 : (int)Math.Max(1, Math.Round(_events / (double)_groups));

    public void Forget() => (_groups, _events) = (0, 0);

    /// <summary>Counts as long as the result lives.</summary>
    public IDisposable Count(int events)
    {
        _events += events;
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Name is "webhook.store" ? ActivitySamplingResult.PropagationData : ActivitySamplingResult.None,
            ActivityStarted = activity =>
            {
                if (activity.OperationName is "webhook.store")
                {
                    Interlocked.Increment(ref _groups);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
