using Reconvene.Simulator.Control.Phone;
using Reconvene.Simulator.Zoom.Http;

namespace Reconvene.Simulator.Zoom.Phone.Api;

/// <summary>The errors that only Zoom Phone has.</summary>
internal static class PhoneErrors
{
    public static ZoomError NoFile => new(400, 404, "File does not exist.");

    public static ZoomError NoRecording(string id) => new(404, 404, $"Recording does not exist: {id}.");

    public static ZoomError NoRecordingFor(string element) => new(404, 404, $"Recording does not exist for {element}.");

    public static ZoomError NoVoicemail(string id) => new(400, 300, $"Voice mail does not exist: {id}.");

    public static ZoomError StillTranscribed => new(
        400, 12002, "This recording is still in the process of being transcribed. Reopen this recording in a few minutes.");

    /// <summary>Null when there is a transcript, now or later.</summary>
    public static ZoomError? Of(PhoneTranscript transcript) => transcript switch
    {
        PhoneTranscript.Ready => null,
        PhoneTranscript.Impossible => new(400, 12000, "Unable to transcribe this recording."),
        PhoneTranscript.Disabled => new(400, 12001, "Admin has disabled this transcription."),
        PhoneTranscript.Failed => new(400, 12003, "Transcripts failed to download."),
        _ => NoFile,
    };
}
