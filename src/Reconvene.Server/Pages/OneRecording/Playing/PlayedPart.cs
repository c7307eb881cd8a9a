namespace Reconvene.Server.Pages.OneRecording.Playing;

/// <summary>One stretch of a recording that can be played; it was stopped and started again between two of them.</summary>
/// <param name="FileId">The held file.</param>
/// <param name="OffsetMs">When it begins, in the time of the transcript.</param>
/// <param name="IsSound">Sound alone, and no film.</param>
internal sealed record PlayedPart(long FileId, long OffsetMs, bool IsSound);
