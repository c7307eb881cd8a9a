namespace Reconvene.Zoom.Downloads;

/// <summary>Where an earlier attempt stopped.</summary>
/// <param name="OffsetBytes">How many bytes are held and safe.</param>
/// <param name="ETag">The tag they came with; without it a change between attempts is only seen by length.</param>
public sealed record ResumePoint(long OffsetBytes, string? ETag);
