namespace Reconvene.Client.Connections;

/// <summary>How much a connection's Zoom account may still be asked.</summary>
public sealed record CredentialRates
{
    /// <summary>The connection.</summary>
    public required long CredentialId { get; init; }

    /// <summary>The account's plan, by which its limits go: <c>free</c>, <c>pro</c> or <c>business</c>.</summary>
    public required string Plan { get; init; }

    /// <summary>Whether calls are spaced by these limits; false when the settings switch it off.</summary>
    public required bool Spaced { get; init; }

    /// <summary>Calls a second at most, of all labels together, whatever the plan allows.</summary>
    public required int CallsPerSecond { get; init; }

    /// <summary>Each label of each family. Connections of one Zoom account share them; a sub-account has its own.</summary>
    public required IReadOnlyList<CredentialRate> Rates { get; init; }
}

/// <summary>The calls of one rate label.</summary>
public sealed record CredentialRate
{
    /// <summary>The Zoom account; null while its id is not known.</summary>
    public string? AccountId { get; init; }

    /// <summary><c>api</c>, or <c>phone</c>, which has limits of its own.</summary>
    public required string Family { get; init; }

    /// <summary>Zoom's label: <c>light</c>, <c>medium</c>, <c>heavy</c> or <c>resource_intensive</c>.</summary>
    public required string Label { get; init; }

    /// <summary>Zoom's limit: so many calls,</summary>
    public required int Limit { get; init; }

    /// <summary>in so many seconds: 1, or 60.</summary>
    public required int PeriodSeconds { get; init; }

    /// <summary>What is used of it at most, in calls a second.</summary>
    public required double BudgetPerSecond { get; init; }

    /// <summary>What is used of it now: less for some seconds after Zoom refused a call, and 0 while it waits.</summary>
    public required double PresentPerSecond { get; init; }

    /// <summary>Calls of this day (UTC).</summary>
    public required long UsedToday { get; init; }

    /// <summary>Zoom's limit of a day; null when the plan has none.</summary>
    public long? DailyLimit { get; init; }

    /// <summary>Whether the day's limit is one for <c>heavy</c> and <c>resource_intensive</c> together.</summary>
    public bool DailyLimitShared { get; init; }

    /// <summary>Until when nothing is called, because the day's calls are used up; null when it is not so.</summary>
    public DateTimeOffset? AsleepUntil { get; init; }

    /// <summary>Until when nothing is called, because Zoom said that calls came too fast; null when it is not so.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Why it is slower than its budget or asleep, in one sentence; null when it is neither.</summary>
    public string? Reason { get; init; }

    /// <summary>When Zoom last said that calls came too fast; null when never.</summary>
    public DateTimeOffset? LastLimitedAt { get; init; }
}
