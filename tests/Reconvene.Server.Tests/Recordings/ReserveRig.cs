using Microsoft.Extensions.Options;
using Reconvene.Server.Platform.Files;
using Reconvene.Server.Recordings;
using Reconvene.Server.Recordings.Download;
using Reconvene.Server.Recordings.Mark;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>The reserve of a disk, with nothing else of a server.</summary>
internal sealed class ReserveRig : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly DataFolder _data;

    public ReserveRig()
    {
        _data = new DataFolder(_folder.Path);
        _data.Claim(exclusively: false);
        Reserve = new DiskReserve(
            new MediaFiles(_data, new MediaMark(_data)), Options.Create(new RecordingOptions { DiskReserveBytes = 0 }), TimeProvider.System);
    }

    public DiskReserve Reserve { get; }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }
}
