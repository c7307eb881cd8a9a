using System.Globalization;

namespace Reconvene.Zoom.Recordings;

/// <summary>A meeting named by the UUID of one instance, or by its number, which means the latest instance.</summary>
public sealed record MeetingReference
{
    private readonly string _segment;

    private MeetingReference(string segment, string text)
    {
        _segment = segment;
        Text = text;
    }

    /// <summary>The UUID or number as Zoom writes it.</summary>
    public string Text { get; }

    /// <summary>One instance. Prefer this: a number silently means the latest.</summary>
    public static MeetingReference Of(MeetingUuid uuid) => new(uuid.ToPathSegment(), uuid.Value);

    /// <summary>The latest instance of a meeting number.</summary>
    public static MeetingReference Of(long meetingId)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(meetingId);
        var text = meetingId.ToString(CultureInfo.InvariantCulture);
        return new MeetingReference(text, text);
    }

    /// <summary>How it stands in a path.</summary>
    public string ToPathSegment() => _segment;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
