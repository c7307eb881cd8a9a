using System.Globalization;

namespace Reconvene.Checks;

internal sealed class DiskCheck(string path) : ICheck
{
    private const string Name = "disk";
    private const long Gibibyte = 1L << 30;

    public Task<CheckResult> RunAsync(CancellationToken cancellation)
    {
        var existing = path;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            existing = parent;
        }

        return Task.FromResult(Judge(new DriveInfo(existing).AvailableFreeSpace));
    }

    private static CheckResult Judge(long free)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"{(double)free / Gibibyte:0.0} GiB free where the data is.");
        return free switch
        {
            < Gibibyte / 4 => new(Name, CheckState.Red, message, "Free some space, or move the data folder: downloads have stopped."),
            < 5 * Gibibyte => new(Name, CheckState.Warning, message, "An hour of video takes about half a GiB: make room soon."),
            _ => new(Name, CheckState.Ok, message),
        };
    }
}
