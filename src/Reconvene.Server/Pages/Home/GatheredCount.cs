namespace Reconvene.Server.Pages.Home;

/// <summary>How much was gathered through one connection.</summary>
internal sealed class GatheredCount
{
    public static readonly GatheredCount None = new();

    public long ConnectionId { get; init; }

    public long Recordings { get; init; }

    public long Ready { get; init; }

    /// <summary>Stopped, and waiting for a person.</summary>
    public long InNeed { get; init; }
}
