using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Reconvene.Server.Deliverables;

/// <summary>Tells whether a deliverable was made of this topic and these words, by this summariser.</summary>
internal static class DeliverableFingerprint
{
    /// <summary>Rises when the same words would be summarised differently.</summary>
    private const int MakerVersion = 1;

    public static string Of(string topic, string transcriptFingerprint) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{MakerVersion}\n{transcriptFingerprint}\n{topic}"))));
}
