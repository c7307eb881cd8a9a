using Reconvene.Simulator.Zoom.Media;

namespace Reconvene.Simulator.Zoom.Worlds;

internal sealed class RecordingFile
{
    /// <summary>Our own key; it is also Zoom's id, unless the file is of a kind that Zoom gives none.</summary>
    public required string Key { get; init; }

    /// <summary>The last part of its download address.</summary>
    public required string Opaque { get; init; }

    public required FileKind Kind { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    public required FileContent Content { get; set; }

    public SizeForm Size { get; set; } = SizeForm.Number;

    /// <summary>Still being made at Zoom: dates "", no type, no address.</summary>
    public bool IsProcessing { get; set; }

    public DateTimeOffset? TrashedAt { get; set; }

    /// <summary>Only for sound of one participant.</summary>
    public string? ParticipantName { get; init; }

    public int Revision { get; set; }

    public bool IsListed => TrashedAt is null;

    public string? Id => Kind.HasId ? Key : null;
}
