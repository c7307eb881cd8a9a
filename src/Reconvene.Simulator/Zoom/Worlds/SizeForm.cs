namespace Reconvene.Simulator.Zoom.Worlds;

/// <summary>How Zoom tells the size of a file: as it should, or in one of the ways that were seen.</summary>
internal enum SizeForm
{
    Number,
    Zero,
    Missing,
    Text,
}
