using Reconvene.Client.Recordings;
using Reconvene.Server.Pages.OneRecording.Made;
using Reconvene.Server.Pages.OneRecording.Playing;
using Reconvene.Server.Pages.OneRecording.Said;

namespace Reconvene.Server.Pages.OneRecording;

/// <summary>A recording with all there is of it.</summary>
/// <param name="Recording">The recording and its files.</param>
/// <param name="Played">What can be played.</param>
/// <param name="Said">What was said; null without a transcript.</param>
/// <param name="Silence">Why there is no transcript; null when there is one.</param>
/// <param name="Made">What was made of it.</param>
/// <param name="May">What the person may do here.</param>
internal sealed record OneRecordingView(
    RecordingView Recording,
    PlayedParts Played,
    SaidView? Said,
    Silence? Silence,
    IReadOnlyList<MadeView> Made,
    RecordingRights May)
{
    /// <summary>The second that was asked for.</summary>
    public int? Second { get; init; }

    /// <summary>Whether sound alone was asked for.</summary>
    public bool IsSoundAsked { get; init; }

    /// <summary>What has just happened: the end of the words' name; null for nothing.</summary>
    public string? Told { get; init; }

    /// <summary>What was typed as speakers' names and cannot be kept, by label; null when nothing was.</summary>
    public IReadOnlyDictionary<string, string>? WrongNames { get; init; }

    /// <summary>Where a moment of this recording is played.</summary>
    public string AddressOf(long milliseconds) => OneRecordingEndpoints.PathOf(Recording.Id, milliseconds, IsSoundAsked);
}

/// <summary>What a person may do with a recording.</summary>
/// <param name="Edit">Accept, rename.</param>
/// <param name="Recognise">Have its speech recognised here.</param>
/// <param name="TakeRecognitionBack">Have Zoom's text come first again.</param>
internal sealed record RecordingRights(bool Edit, bool Recognise, bool TakeRecognitionBack);
