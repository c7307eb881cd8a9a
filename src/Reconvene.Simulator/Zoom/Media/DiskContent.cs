namespace Reconvene.Simulator.Zoom.Media;

/// <summary>A made media file in the cache folder; opened for each read, so that nothing has to be closed later.</summary>
internal sealed class DiskContent(string path) : FileContent
{
    public override long Length { get; } = new FileInfo(path).Length;

    public override int Read(long offset, Span<byte> target)
    {
        using var handle = File.OpenHandle(path);
        return RandomAccess.Read(handle, target, offset);
    }
}
