namespace Reconvene.Simulator.Zoom.Media;

/// <summary>Made when somebody first asks for it, so that a world starts at once.</summary>
internal sealed class LazyContent(Func<FileContent> make) : FileContent
{
    private readonly Lazy<FileContent> _made = new(make);

    public override long Length => _made.Value.Length;

    public override int Read(long offset, Span<byte> target) => _made.Value.Read(offset, target);
}
