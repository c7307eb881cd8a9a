using System.Text;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>Tokens as they are guessed before a call; what they were, the server says after it.</summary>
internal static class ModelTokens
{
    private const int BytesPerToken = 4;

    public static int Of(string text) => (Encoding.UTF8.GetByteCount(text) + BytesPerToken - 1) / BytesPerToken;
}
