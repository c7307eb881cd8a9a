using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Transcripts;

/// <summary>Tells whether a transcript was made from these very files.</summary>
internal static class TranscriptFingerprint
{
    /// <summary>Rises when the same files would be read differently, so that old transcripts are made anew.</summary>
    private const int ReaderVersion = 1;

    public static string Of(IEnumerable<HeldTextFile> files)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{ReaderVersion}\n");
        foreach (var file in files.OrderBy(file => file.FileId))
        {
            var start = file.RecordingStartAt?.ToUnixTimeMilliseconds();
            text.Append(CultureInfo.InvariantCulture, $"{file.FileId} {file.Sha256} {start}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
