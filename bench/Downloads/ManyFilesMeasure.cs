using Reconvene.Bench.Kit;

namespace Reconvene.Bench.Downloads;

/// <summary>A hundred files of 20 MB, four at once as rclone does, against rclone, which neither hashes nor flushes.</summary>
internal sealed class ManyFilesMeasure : IMeasure
{
    private const long Bytes = 20_000_000;
    private const int Files = 100;
    private const int AtOnce = 4;
    private const double Megabyte = 1e6;
    private const string Speed = "100 × 20 MB, durable and hashed, against rclone";
    private const string MemoryOf = "Memory that they add, against all of rclone's";
    private const double LeastSpeed = 0.8;
    private const double MostMemory = 0.5;

    private readonly List<double> _ours = [];
    private readonly List<double> _theirs = [];

    public string Name => "many-files";

    public string Says => "100 files of 20 MB from a host on this machine: our download with fsync and SHA-256, and rclone copy.";

    public async Task<IReadOnlyList<Figure>> RunAsync(Setting setting, CancellationToken cancellation)
    {
        if (!Peer.Exists("rclone"))
        {
            const string Why = "rclone is not installed: apt-get install rclone";
            return [Figure.Missing(Speed, Bar.AtLeast, LeastSpeed, Why), Figure.Missing(MemoryOf, Bar.AtMost, MostMemory, Why)];
        }

        var folder = setting.NewFolder("many-files");
        using var ours = await Ours.StartAsync(Path.Combine(folder, "data"), AtOnce, cancellation);
        await ours.FetchAsync(Bytes, AtOnce, cancellation);
        var pair = await SideBySide.RunAsync(
            setting,
            stop => TheirsAsync(ours.Address, Path.Combine(folder, "rclone"), stop),
            stop => OursAsync(ours, stop),
            cancellation);
        return
        [
            pair.Ratio(Speed, Bar.AtLeast, LeastSpeed, "MB/s"),
            new(MemoryOf, [.. _ours.Zip(_theirs, (one, other) => one / other)], Bar.AtMost, MostMemory)
            {
                Behind = $"{Statistics.Median(_ours) / Megabyte:0} against {Statistics.Median(_theirs) / Megabyte:0} MB; ours is what a server that runs anyway gains",
            },
        ];
    }

    private async Task<double> OursAsync(Ours ours, CancellationToken cancellation)
    {
        var cost = await ours.FetchAsync(Bytes, Files, cancellation);
        _ours.Add(cost.PeakBytes - cost.BytesBefore);
        return Bytes * Files / Megabyte / cost.Seconds;
    }

    private async Task<double> TheirsAsync(string address, string folder, CancellationToken cancellation)
    {
        var cost = await Peer.RunAsync(
            "rclone",
            ["copy", "--config", "/dev/null", "-q", "--transfers", $"{AtOnce}", "--http-url", $"{address}/files/{Bytes}/{Files}/", ":http:", folder],
            cancellation);
        _theirs.Add(cost.PeakBytes);
        var came = Directory.EnumerateFiles(folder).Count();
        Directory.Delete(folder, recursive: true);
        return came is Files
            ? Bytes * Files / Megabyte / cost.Seconds
            : throw new InvalidOperationException($"rclone brought {came} of {Files} files.");
    }
}
