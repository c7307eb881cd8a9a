using Reconvene.Bench.Kit;

namespace Reconvene.Bench.Downloads;

/// <summary>
/// A hundred files of 20 MB, four at once as rclone does: against rclone, which neither hashes nor flushes, and against
/// rclone with what it leaves out, sync and sha256sum, after it.
/// </summary>
internal sealed class ManyFilesMeasure : IMeasure
{
    private const long Bytes = 20_000_000;
    private const int Files = 100;
    private const int AtOnce = 4;
    private const double Megabyte = 1e6;
    private const int WarmUps = 2;
    private const string Speed = "100 × 20 MB, durable and hashed, against rclone";
    private const string Like = "100 × 20 MB, durable and hashed, against rclone, sync and sha256sum";
    private const string MemoryOf = "Memory that they add, against all of rclone's";
    private const double LeastSpeed = 0.8;
    private const double MostMemory = 0.5;

    private readonly List<Cost> _ours = [];
    private readonly List<Cost> _theirs = [];
    private readonly List<Cost> _after = [];

    public string Name => "many-files";

    public string Says => "100 files of 20 MB from a host on this machine: our download with fsync and SHA-256, and rclone copy.";

    public async Task<IReadOnlyList<Figure>> RunAsync(Setting setting, CancellationToken cancellation)
    {
        if (!Peer.Exists("rclone"))
        {
            const string Why = "rclone is not installed: apt-get install rclone";
            return
            [
                Figure.Missing(Speed, Bar.AtLeast, LeastSpeed, Why),
                Figure.Missing(Like, Bar.AtLeast, 1, Why),
                Figure.Missing(MemoryOf, Bar.AtMost, MostMemory, Why),
            ];
        }

        var folder = setting.NewFolder("many-files");
        using var ours = await Ours.StartAsync(Path.Combine(folder, "data"), AtOnce, cancellation);
        for (var round = 0; round < WarmUps; round++)
        {
            await ours.FetchAsync(Bytes, Files, cancellation);
        }

        var pair = await SideBySide.RunAsync(
            setting,
            stop => TheirsAsync(ours.Address, Path.Combine(folder, "rclone"), stop),
            stop => OursAsync(ours, stop),
            cancellation,
            Forget);
        return
        [
            pair.Ratio(Speed, Bar.AtLeast, LeastSpeed, "MB/s") with
            {
                Behind = $"{Rate(_ours):0} against {Rate(_theirs):0} MB/s; processor {Processor(_ours):0.0} against {Processor(_theirs):0.0} s on {Environment.ProcessorCount} cores",
            },
            new(Like, [.. _ours.Zip(_theirs, _after).Select(one => (one.Second.Seconds + one.Third.Seconds) / one.First.Seconds)], Bar.AtLeast, 1)
            {
                VoidBecause = pair.VoidBecause,
                Behind = $"processor {Processor(_ours):0.0} against {Processor(_theirs) + Processor(_after):0.0} s",
            },
            new(MemoryOf, [.. _ours.Zip(_theirs, (one, other) => Added(one) / (double)other.PeakBytes)], Bar.AtMost, MostMemory)
            {
                Behind = $"{Statistics.Median([.. _ours.Select(one => Added(one) / Megabyte)]):0} against {Statistics.Median([.. _theirs.Select(one => one.PeakBytes / Megabyte)]):0} MB; ours is what a server that runs anyway gains",
            },
        ];
    }

    private void Forget()
    {
        _ours.Clear();
        _theirs.Clear();
        _after.Clear();
    }

    private async Task<double> OursAsync(Ours ours, CancellationToken cancellation)
    {
        var cost = await ours.FetchAsync(Bytes, Files, cancellation);
        _ours.Add(cost);
        return Bytes * Files / Megabyte / cost.Seconds;
    }

    private async Task<double> TheirsAsync(string address, string folder, CancellationToken cancellation)
    {
        var cost = await Peer.RunAsync(
            "rclone",
            ["copy", "--config", "/dev/null", "-q", "--transfers", $"{AtOnce}", "--http-url", $"{address}/files/{Bytes}/{Files}/", ":http:", folder],
            cancellation);
        _theirs.Add(cost);
        string[] came = Directory.GetFiles(folder);
        var flushed = await Peer.RunAsync("sync", came, cancellation);
        var hashed = await Peer.RunAsync("sha256sum", came, cancellation);
        _after.Add(new(flushed.Seconds + hashed.Seconds, flushed.CpuSeconds + hashed.CpuSeconds, 0, 0));
        Directory.Delete(folder, recursive: true);
        return came.Length is Files
            ? Bytes * Files / Megabyte / cost.Seconds
            : throw new InvalidOperationException($"rclone brought {came.Length} of {Files} files.");
    }

    private static double Rate(List<Cost> costs) => Statistics.Median([.. costs.Select(cost => Bytes * Files / Megabyte / cost.Seconds)]);

    private static double Processor(List<Cost> costs) => Statistics.Median([.. costs.Select(cost => cost.CpuSeconds)]);

    private static long Added(Cost cost) => cost.PeakBytes - cost.BytesBefore;
}
