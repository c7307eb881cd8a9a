using System.Security.Cryptography;

namespace Reconvene.Simulator.Zoom.Media;

/// <summary>Bytes that can be read at any place, so that ranges of a huge file cost no memory.</summary>
internal abstract class FileContent
{
    private readonly Lazy<string> _sha256;

    protected FileContent() => _sha256 = new Lazy<string>(ComputeSha256);

    public abstract long Length { get; }

    public string Sha256 => _sha256.Value;

    /// <summary>Fills the span from the offset on and returns how much there was.</summary>
    public abstract int Read(long offset, Span<byte> target);

    private string ComputeSha256()
    {
        using var stream = new ContentStream(this);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
