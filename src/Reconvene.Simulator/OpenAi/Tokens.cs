using System.Text;

namespace Reconvene.Simulator.OpenAi;

/// <summary>A simple, stated count: four bytes of UTF-8 are a token.</summary>
internal static class Tokens
{
    private const int Bytes = 4;

    public static int Count(string text) => (Encoding.UTF8.GetByteCount(text) + Bytes - 1) / Bytes;

    /// <summary>As much of the text as so many tokens hold, without half a character at its end.</summary>
    public static string Cut(string text, int tokens)
    {
        var bytes = 0;
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > (long)tokens * Bytes)
            {
                return text[..length];
            }

            length += rune.Utf16SequenceLength;
        }

        return text;
    }
}
