namespace Reconvene.Simulator.Control.Limits;

/// <summary>What was made of one label's limit, in one account, over a stretch of time.</summary>
public sealed record LimitUse
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Which table the limit stands in.</summary>
    public required LimitTable Table { get; init; }

    /// <summary>The label.</summary>
    public required LimitLabel Label { get; init; }

    /// <summary>How many calls a window allows; null while no limits are in force.</summary>
    public int? PerWindow { get; init; }

    /// <summary>How long a window is: a second, or a minute for resource-intensive calls.</summary>
    public required TimeSpan WindowLength { get; init; }

    /// <summary>How many calls a day allows, alone or together with the other label of its pool; null for no such limit.</summary>
    public int? PerDay { get; init; }

    /// <summary>How many calls were let through.</summary>
    public int Taken { get; init; }

    /// <summary>How many calls were answered with 429.</summary>
    public int Refused { get; init; }

    /// <summary>How many calls the other program made.</summary>
    public long ByOther { get; init; }

    /// <summary>How many calls the limit per second would have allowed in the stretch, one's own and the other program's together.</summary>
    public long? Allowed { get; init; }

    /// <summary>The seconds in which calls came, in order.</summary>
    public IReadOnlyList<LimitMoment> Seconds { get; init; } = [];

    /// <summary>The days in which calls came, in order.</summary>
    public IReadOnlyList<LimitMoment> Days { get; init; } = [];
}
