using System.Text.Json.Serialization;
using Reconvene.Zoom.Json;

namespace Reconvene.Zoom.Recordings;

/// <summary>The format of a recording file. An open code in upper case: an unknown value is kept as it came.</summary>
/// <param name="Value">Zoom's word, upper case; empty while Zoom still processes the file.</param>
[JsonConverter(typeof(RecordingFileTypeConverter))]
public readonly record struct RecordingFileType(string Value)
{
    /// <summary>Video.</summary>
    public static RecordingFileType Mp4 { get; } = new("MP4");

    /// <summary>Sound.</summary>
    public static RecordingFileType M4a { get; } = new("M4A");

    /// <summary>Sound of Zoom Phone. Our word: Zoom names no format there.</summary>
    public static RecordingFileType Mp3 { get; } = new("MP3");

    /// <summary>Transcript of a call or a voicemail, as JSON. Our word: Zoom names no format there.</summary>
    public static RecordingFileType PhoneTranscript { get; } = new("PHONE_TRANSCRIPT");

    /// <summary>Chat as text.</summary>
    public static RecordingFileType Chat { get; } = new("CHAT");

    /// <summary>Transcript as WebVTT.</summary>
    public static RecordingFileType Transcript { get; } = new("TRANSCRIPT");

    /// <summary>Poll results.</summary>
    public static RecordingFileType Csv { get; } = new("CSV");

    /// <summary>Thumbnail.</summary>
    public static RecordingFileType Thumbnail { get; } = new("TB");

    /// <summary>Closed captions as WebVTT.</summary>
    public static RecordingFileType ClosedCaptions { get; } = new("CC");

    /// <summary>Chat as JSON.</summary>
    public static RecordingFileType ChatMessage { get; } = new("CHAT_MESSAGE");

    /// <summary>Summary as JSON.</summary>
    public static RecordingFileType Summary { get; } = new("SUMMARY");

    /// <summary>Who spoke when, as JSON.</summary>
    public static RecordingFileType Timeline { get; } = new("TIMELINE");

    /// <inheritdoc/>
    public override string ToString() => Value ?? string.Empty;
}
