using Reconvene.Server.Recordings;
using Reconvene.Server.Transcripts.Recognition;

namespace Reconvene.Server.Transcripts;

/// <summary>All that a transcript is made of.</summary>
/// <param name="Files">Zoom's texts.</param>
/// <param name="Recognised">What was recognised here, and what could not be.</param>
internal sealed record TranscriptMatter(IReadOnlyList<HeldTextFile> Files, IReadOnlyList<RecognisedFile> Recognised)
{
    /// <summary>Those who were there, as far as is known.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What was recognised here comes before Zoom's words.</summary>
    public bool PrefersOwn { get; init; }

    /// <summary>Nothing in it tells what was said: the chat alone is no transcript, and the rest may still come.</summary>
    public bool IsEmpty => Recognised.All(file => file.Failure is not null) && !Files.Any(Stretch.TellsSpeech);
}
