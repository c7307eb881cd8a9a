using Microsoft.Extensions.Options;
using Reconvene.Client.Health;
using Reconvene.Server.Platform.Files;

namespace Reconvene.Server.Platform.Health;

internal sealed class DiskReadiness(DataFolder folder, IOptions<HealthOptions> options) : IReadinessCheck
{
    public string Source => "disk";

    public Task<HealthItem> LookAsync(CancellationToken cancellation) => Task.FromResult(Look());

    private HealthItem Look()
    {
        long free;
        try
        {
            free = new DriveInfo(folder.Path).AvailableFreeSpace;
        }
        catch (IOException)
        {
            return new(Source, HealthStatus.Error, "The disk of the data folder cannot be read: see whether it is mounted.");
        }

        return free < options.Value.DiskReserveBytes
            ? new(Source, HealthStatus.Error, "The disk of the data folder is fuller than the reserve allows: free some space, or lower Health:DiskReserveBytes.")
            : new(Source, HealthStatus.Ok, "The disk of the data folder has room.");
    }
}
