namespace Reconvene.Simulator.Zoom.Worlds;

/// <summary>What a recording file is, in Zoom's words.</summary>
internal sealed record FileKind(string Name, string FileType, string Extension, string RecordingType, string MediaType)
{
    public static FileKind Video { get; } =
        new("video", "MP4", "MP4", "shared_screen_with_speaker_view", "video/mp4");

    public static FileKind Audio { get; } = new("audio", "M4A", "M4A", "audio_only", "audio/mp4");

    public static FileKind Transcript { get; } = new("transcript", "TRANSCRIPT", "VTT", "audio_transcript", "text/vtt");

    public static FileKind Chat { get; } = new("chat", "CHAT", "TXT", "chat_file", "text/plain");

    public static FileKind Timeline { get; } = new("timeline", "TIMELINE", "JSON", "timeline", "application/json") { HasId = false };

    public static FileKind Captions { get; } = new("captions", "CC", "VTT", "closed_caption", "text/vtt") { HasId = false };

    // The extension is wrong in Zoom's own sample too.
    public static FileKind ParticipantAudio { get; } = new("participant", "M4A", "MP4", "", "audio/mp4");

    public static IReadOnlyList<FileKind> All { get; } = [Video, Audio, Transcript, Chat, Timeline, Captions];

    /// <summary>Captions and timelines have no id, status, size, type or play address [Zoom's document].</summary>
    public bool HasId { get; private init; } = true;

    /// <summary>The ending of its file name.</summary>
    public string Suffix => Extension switch
    {
        "MP4" when FileType == "MP4" => "mp4",
        "MP4" or "M4A" => "m4a",
        "VTT" => "vtt",
        "TXT" => "txt",
        _ => "json",
    };

    public static FileKind Of(string name) =>
        All.FirstOrDefault(kind => kind.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            || kind.FileType.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(
            $"File kind '{name}' is not known: choose from {string.Join(", ", All.Select(kind => kind.Name))}.", nameof(name));
}
