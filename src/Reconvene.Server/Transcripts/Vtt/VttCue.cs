namespace Reconvene.Server.Transcripts.Vtt;

/// <summary>One stretch of speech as the file has it.</summary>
/// <param name="Start">From the beginning of the file's own recording.</param>
/// <param name="End">Never before <paramref name="Start"/>.</param>
/// <param name="Speaker">Null when the file names none.</param>
/// <param name="Text">One line, without markup, never empty.</param>
/// <param name="Line">Where its time stands in the file.</param>
internal sealed record VttCue(TimeSpan Start, TimeSpan End, string? Speaker, string Text, int Line);
