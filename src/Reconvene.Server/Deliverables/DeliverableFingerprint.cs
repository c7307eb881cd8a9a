using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Reconvene.Server.Deliverables;

/// <summary>Tells whether a deliverable was made of this topic and these words, by this summariser.</summary>
internal static class DeliverableFingerprint
{
    /// <summary>Rises when the same words would be summarised differently.</summary>
    private const int MakerVersion = 2;

    /// <summary>Of all that a deliverable is made of.</summary>
    /// <param name="topic">Of the meeting.</param>
    /// <param name="transcript">Fingerprint of the transcript.</param>
    /// <param name="names">What people call its speakers, by label.</param>
    /// <param name="template">By which it is made, with its version.</param>
    /// <param name="maker">Who makes it: <c>extractive</c>, or the model's name.</param>
    public static string Of(string topic, string transcript, IReadOnlyDictionary<string, string> names, string template, string maker)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{MakerVersion}\n{transcript}\n{template}\n{maker}\n{topic}");
        foreach (var (label, name) in names.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{label}\t{name}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
