using System.Globalization;

namespace Reconvene.Server.Ledger;

/// <summary>Where Zoom has a recording that it no longer lists.</summary>
/// <param name="AtZoom">One of <see cref="PlaceAtZoom"/>.</param>
/// <param name="Since">Since when, as far as Zoom tells.</param>
/// <param name="Until">Until when the trash keeps it; null when it is not there.</param>
internal sealed record Whereabouts(string AtZoom, DateTimeOffset Since, DateTimeOffset? Until)
{
    private static readonly TimeSpan TrashKeeps = TimeSpan.FromDays(30);

    /// <summary>Why what is not held is missing, and how it can be had back.</summary>
    public string Reason => Until is { } until
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"In Zoom's trash before it was held: recover it at Zoom until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC, and it is taken by itself.")
        : "Removed at Zoom before it was held.";

    public static Whereabouts InTrash(DateTimeOffset since) => new(PlaceAtZoom.Trashed, since, since + TrashKeeps);

    public static Whereabouts Gone(DateTimeOffset since) => new(PlaceAtZoom.Deleted, since, null);
}
