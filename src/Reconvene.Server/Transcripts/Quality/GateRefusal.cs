namespace Reconvene.Server.Transcripts.Quality;

/// <summary>One reason not to believe a transcript.</summary>
/// <param name="Kind">Which, such as <c>run</c>: what pages have words for.</param>
/// <param name="Sentence">The reason in English.</param>
/// <param name="Values">What was found, and what is believed at most or expected, in the order in which the sentence says it.</param>
internal sealed record GateRefusal(string Kind, string Sentence, IReadOnlyList<object> Values);
