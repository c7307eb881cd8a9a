using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Reconvene.Server.Transcripts;

/// <summary>Tells whether a transcript was made of these very things.</summary>
internal static class TranscriptFingerprint
{
    /// <summary>Rises when the same matter would be read differently, so that old transcripts are made anew.</summary>
    private const int ReaderVersion = 3;

    public static string Of(TranscriptMatter matter)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{ReaderVersion} {matter.PrefersOwn}\n");
        foreach (var file in matter.Files.OrderBy(file => file.FileId))
        {
            var start = file.RecordingStartAt?.ToUnixTimeMilliseconds();
            text.Append(CultureInfo.InvariantCulture, $"{file.FileId} {file.Sha256} {start} {file.Kind}\n");
        }

        foreach (var file in matter.Recognised.Where(file => file.Failure is null).OrderBy(file => file.FileId))
        {
            var start = file.RecordingStartAt?.ToUnixTimeMilliseconds();
            text.Append(CultureInfo.InvariantCulture, $"heard {file.FileId} {file.Sha256} {start} {file.Recogniser} {file.EndedAt.ToUnixTimeMilliseconds()}\n");
        }

        foreach (var name in matter.Names.Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"name {name}\n");
        }

        return Hash(text);
    }

    /// <summary>Tells whether the same was said by the same people, whatever it was read from; the chat is not said.</summary>
    public static string OfWords(IEnumerable<Segment> segments)
    {
        var text = new StringBuilder();
        foreach (var segment in segments.Where(segment => !segment.IsChat))
        {
            text.Append(segment.Speaker).Append('\n').Append(segment.Text).Append('\n');
        }

        return Hash(text);
    }

    private static string Hash(StringBuilder text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
}
