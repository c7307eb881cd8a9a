namespace Reconvene.Zoom.Tests.Kit;

internal static class Compare
{
    /// <summary>The same texts in the same order, byte for byte.</summary>
    public static void Same(IEnumerable<string> expected, IEnumerable<string> actual) =>
        Assert.Equal(expected, actual, StringComparer.Ordinal);
}
