using Reconvene.Simulator.Control.Limits;

namespace Reconvene.Simulator.Zoom.Limits;

/// <summary>Whose limit it is: an account's, of one table and label.</summary>
internal readonly record struct LimitKey(string AccountId, LimitTable Table, LimitLabel Label)
{
    /// <summary>The labels whose calls count against one pool per day.</summary>
    public IReadOnlyList<LimitKey> Pool(Allowance allowance) => allowance.SharesDay
        ? [this with { Label = LimitLabel.Heavy }, this with { Label = LimitLabel.ResourceIntensive }]
        : [this];
}
