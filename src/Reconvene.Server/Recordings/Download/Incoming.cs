using Reconvene.Zoom.Downloads;

namespace Reconvene.Server.Recordings.Download;

/// <summary>A file whose bytes are coming.</summary>
/// <param name="File">Its row as it was read.</param>
/// <param name="Opened">Where they come from.</param>
/// <param name="Partial">Where they go.</param>
/// <param name="Room">What it may take of the disk.</param>
internal sealed record Incoming(FileToFetch File, DownloadOutcome.Opened Opened, PartialFile Partial, DiskRoom Room);
