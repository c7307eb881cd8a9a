using Reconvene.Client.Recordings;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Pages.OneRecording.Said;

/// <summary>Why there is no transcript, by the end of the words' name.</summary>
/// <param name="Kind">Such as <c>zoom</c>: Zoom's is waited for.</param>
/// <param name="Until">When that is looked at again; null when nothing is waited for.</param>
internal sealed record Silence(string Kind, DateTimeOffset? Until = null)
{
    /// <summary>By how the recording stands.</summary>
    /// <param name="recording">That has none.</param>
    /// <param name="dueAt">When its speech is recognised here; null when it is not to be.</param>
    public static Silence Of(RecordingView recording, DateTimeOffset? dueAt) => (recording.State, dueAt, recording.NextCheckAt) switch
    {
        (RecordingState.Waiting or RecordingState.Queued or RecordingState.Downloading, _, _) => new("gathering"),
        (RecordingState.Understanding, _, _) => new("reading"),
        (RecordingState.Held, { } due, _) => new("due", due),
        (RecordingState.Held, _, { } look) when recording.AtZoom is PlaceAtZoom.Listed => new("zoom", look),
        _ => new("none"),
    };
}
