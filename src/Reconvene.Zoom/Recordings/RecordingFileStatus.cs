using System.Text.Json.Serialization;
using Reconvene.Zoom.Json;

namespace Reconvene.Zoom.Recordings;

/// <summary>Whether Zoom has finished a file. An open code in lower case: an unknown value is kept as it came.</summary>
/// <param name="Value">Zoom's word, lower case.</param>
[JsonConverter(typeof(RecordingFileStatusConverter))]
public readonly record struct RecordingFileStatus(string Value)
{
    /// <summary>Finished.</summary>
    public static RecordingFileStatus Completed { get; } = new("completed");

    /// <summary>Still being made.</summary>
    public static RecordingFileStatus Processing { get; } = new("processing");

    /// <inheritdoc/>
    public override string ToString() => Value ?? string.Empty;
}
