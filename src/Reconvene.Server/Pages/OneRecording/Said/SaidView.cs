using Reconvene.Client.Transcripts;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Quality;

namespace Reconvene.Server.Pages.OneRecording.Said;

/// <summary>What was said, and whether it is believed.</summary>
/// <param name="State">Where it comes from, its measures and its speakers.</param>
/// <param name="Segments">In order of time.</param>
/// <param name="Refusals">Why it is not believed by the template that asks least; also when a person accepted it.</param>
/// <param name="AcceptedBy">Name of who accepted it; null when nobody did, or when they are gone.</param>
internal sealed record SaidView(
    TranscriptStateView State, IReadOnlyList<Segment> Segments, IReadOnlyList<GateRefusal> Refusals, string? AcceptedBy)
{
    /// <summary>As HTML wants it; null when it is not known.</summary>
    public string? Language => State.Language is LanguageGuess.Unknown ? null : State.Language;

    /// <summary>Someone accepted it, whatever speaks against it.</summary>
    public bool IsAccepted => Refusals.Count > 0 && State.AcceptedAt is not null;

    /// <summary>Nothing is made of it until someone accepts it.</summary>
    public bool IsStopped => Refusals.Count > 0 && State.AcceptedAt is null;
}
