namespace Reconvene.Zoom.Calls;

/// <summary>Writes an id into a path so that it stays one segment.</summary>
internal static class PathSegment
{
    /// <summary>Encodes everything but unreserved characters; a segment of dots alone would climb the path.</summary>
    public static string Encode(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return value is "." or ".." ? value.Replace(".", "%2E", StringComparison.Ordinal) : Uri.EscapeDataString(value);
    }
}
