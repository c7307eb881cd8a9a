namespace Reconvene.Server.Connections.Rates.Lanes;

/// <summary>
/// How long a lease is under way, as far as those before it tell. Turns are leased so much ahead that they are here before
/// their time is over: what came late could not be moved, as others may have leased what follows it.
/// </summary>
internal sealed class LeaseTime
{
    private const double Margin = 1.25;

    // Longer than this a lease is not waited for: the node goes on alone.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>The first turn of a lease is wanted so much later than it is asked for.</summary>
    public TimeSpan Lead { get; private set; }

    /// <summary>A lease came.</summary>
    /// <param name="took">So long it was under way.</param>
    /// <param name="isLate">The time of its first turn was over.</param>
    public void Came(TimeSpan took, bool isLate)
    {
        // Whoever was late asks for twice the time, so that few leases are in vain however slow they become.
        var next = isLate ? took * 2 : Less(took);
        Lead = next < Longest ? next : Longest;
    }

    private TimeSpan Less(TimeSpan took)
    {
        var mean = (Lead + took) / 2;
        var enough = took * Margin;
        var next = mean > enough ? mean : enough;
        return next < Lead ? next : Lead;
    }
}
