namespace Reconvene.Simulator.Control.Limits;

/// <summary>Zoom Phone has limits of its own, apart from those of everything else.</summary>
public enum LimitTable
{
    /// <summary>Everything but Zoom Phone.</summary>
    General,

    /// <summary>The calls below <c>/phone</c>.</summary>
    Phone,
}
