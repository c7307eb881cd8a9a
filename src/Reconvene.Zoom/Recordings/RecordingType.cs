using System.Text.Json.Serialization;
using Reconvene.Zoom.Json;

namespace Reconvene.Zoom.Recordings;

/// <summary>What a recording file shows. An open code in lower case: an unknown value is kept as it came.</summary>
/// <param name="Value">Zoom's word, lower case.</param>
[JsonConverter(typeof(RecordingTypeConverter))]
public readonly record struct RecordingType(string Value)
{
    /// <summary>Screen and speaker, with captions.</summary>
    public static RecordingType SharedScreenWithSpeakerViewCaptioned { get; } = new("shared_screen_with_speaker_view(cc)");

    /// <summary>Screen and speaker.</summary>
    public static RecordingType SharedScreenWithSpeakerView { get; } = new("shared_screen_with_speaker_view");

    /// <summary>Screen and gallery.</summary>
    public static RecordingType SharedScreenWithGalleryView { get; } = new("shared_screen_with_gallery_view");

    /// <summary>The person speaking.</summary>
    public static RecordingType ActiveSpeaker { get; } = new("active_speaker");

    /// <summary>Everyone.</summary>
    public static RecordingType GalleryView { get; } = new("gallery_view");

    /// <summary>The screen.</summary>
    public static RecordingType SharedScreen { get; } = new("shared_screen");

    /// <summary>Sound.</summary>
    public static RecordingType AudioOnly { get; } = new("audio_only");

    /// <summary>Zoom's transcript.</summary>
    public static RecordingType AudioTranscript { get; } = new("audio_transcript");

    /// <summary>The chat.</summary>
    public static RecordingType ChatFile { get; } = new("chat_file");

    /// <summary>Captions typed or made live.</summary>
    public static RecordingType ClosedCaption { get; } = new("closed_caption");

    /// <summary>Who spoke when.</summary>
    public static RecordingType Timeline { get; } = new("timeline");

    /// <summary>Summary by Zoom.</summary>
    public static RecordingType Summary { get; } = new("summary");

    /// <summary>Next steps by Zoom.</summary>
    public static RecordingType SummaryNextSteps { get; } = new("summary_next_steps");

    /// <summary>Chapters by Zoom.</summary>
    public static RecordingType SummarySmartChapters { get; } = new("summary_smart_chapters");

    /// <summary>One sound file for each participant; only in webhooks.</summary>
    public static RecordingType AudioOnlyEachParticipant { get; } = new("audio_only_each_participant");

    /// <inheritdoc/>
    public override string ToString() => Value ?? string.Empty;
}
