using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Client.Connections;

/// <summary>The meeting that a check made and deleted again.</summary>
public sealed record CheckMeeting
{
    /// <summary>Zoom's number of it.</summary>
    public required long Id { get; init; }

    /// <summary>The address to join it, while it was there.</summary>
    [SuppressMessage("Design", "CA1056", Justification = "A JSON contract.")]
    public string? JoinUrl { get; init; }

    /// <summary>When it would have begun: two hours after the check.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Whether it was deleted again. If not, delete it in Zoom by its number.</summary>
    public required bool Deleted { get; init; }
}
