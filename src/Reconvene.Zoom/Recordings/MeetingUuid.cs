using Reconvene.Zoom.Calls;

namespace Reconvene.Zoom.Recordings;

/// <summary>The id of one time that a meeting was held. Case-sensitive, base64-like.</summary>
/// <param name="Value">As Zoom writes it.</param>
public readonly record struct MeetingUuid(string Value)
{
    /// <summary>
    /// The one way to write it into a path: encoded once, and twice when it starts with <c>/</c> or holds <c>//</c>,
    /// as Zoom's document demands. Always encode from the raw value.
    /// </summary>
    public string ToPathSegment()
    {
        var once = PathSegment.Encode(Value);
        var twice = Value[0] == '/' || Value.Contains("//", StringComparison.Ordinal);
        return twice ? Uri.EscapeDataString(once) : once;
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? string.Empty;
}
