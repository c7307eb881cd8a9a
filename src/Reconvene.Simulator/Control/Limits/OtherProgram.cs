namespace Reconvene.Simulator.Control.Limits;

/// <summary>Another program on the account, which uses up a share of a label's limit from now on.</summary>
public sealed record OtherProgram
{
    /// <summary>The label whose limit it uses.</summary>
    public required LimitLabel Label { get; init; }

    /// <summary>From 0, which stops it, to 1, which leaves nothing.</summary>
    public required double Share { get; init; }

    /// <summary>The table. General by default.</summary>
    public LimitTable Table { get; init; } = LimitTable.General;

    /// <summary>The account it works on; the main one when null, the default.</summary>
    public string? AccountId { get; init; }
}
