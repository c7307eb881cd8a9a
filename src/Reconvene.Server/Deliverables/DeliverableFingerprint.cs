using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Reconvene.Server.Deliverables;

/// <summary>Tells whether a deliverable was made of this topic and these words, by this summariser.</summary>
internal static class DeliverableFingerprint
{
    /// <summary>Rises when the same words would be summarised differently.</summary>
    private const int MakerVersion = 1;

    /// <param name="topic">Of the meeting.</param>
    /// <param name="transcript">Fingerprint of the transcript.</param>
    /// <param name="names">What people call its speakers, by label.</param>
    public static string Of(string topic, string transcript, IReadOnlyDictionary<string, string> names)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{MakerVersion}\n{transcript}\n{topic}");
        foreach (var (label, name) in names.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{label}\t{name}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
