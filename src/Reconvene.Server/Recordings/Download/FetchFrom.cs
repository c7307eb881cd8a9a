using Reconvene.Zoom;
using Reconvene.Zoom.Downloads;

namespace Reconvene.Server.Recordings.Download;

/// <summary>Where a file comes from, and who hears how far it is.</summary>
/// <param name="Downloads">Opens addresses.</param>
/// <param name="Address">As Zoom lists it now.</param>
/// <param name="Token">Opens the address.</param>
/// <param name="Marked">Told of each mark, when its bytes are on the disk and before it is on record, how many it covers.</param>
internal sealed record FetchFrom(
    ZoomDownloads Downloads, Uri Address, Secret Token, Func<long, CancellationToken, Task> Marked);
