namespace Reconvene.Simulator.Wire;

/// <summary>Which of the calls that a rule concerns are its own: from the nth on, and so many of them.</summary>
internal sealed class Turns(int nth, int? times)
{
    private int _seen;

    /// <summary>Counts a call; true when it is one of them.</summary>
    public bool Take()
    {
        _seen++;
        return _seen >= nth && (times is not { } count || _seen < nth + count);
    }
}
