namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>A piece of a recording's sound, as a recogniser takes it.</summary>
/// <param name="Path">A FLAC file, one channel, 16 kHz.</param>
/// <param name="Start">From the beginning of the file it was cut from.</param>
/// <param name="End">The same.</param>
internal sealed record SoundPiece(string Path, TimeSpan Start, TimeSpan End);
