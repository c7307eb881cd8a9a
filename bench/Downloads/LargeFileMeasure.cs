using Reconvene.Bench.Kit;

namespace Reconvene.Bench.Downloads;

/// <summary>One file of 2 GiB, durable and with its SHA-256, against curl and then sha256sum.</summary>
internal sealed class LargeFileMeasure : IMeasure
{
    private const long Bytes = 2L << 30;
    private const double Megabyte = 1e6;
    private const double BytesInMebibyte = 1 << 20;
    private const double MostMemoryMebibytes = 64;

    private readonly List<Cost> _ours = [];
    private readonly List<Cost> _theirs = [];

    public string Name => "large-file";

    public string Says => "2 GiB from a host on this machine: our download with fsync and SHA-256, and curl followed by sha256sum.";

    public async Task<IReadOnlyList<Figure>> RunAsync(Setting setting, CancellationToken cancellation)
    {
        var folder = setting.NewFolder("large-file");
        using var ours = await Ours.StartAsync(Path.Combine(folder, "data"), parallelFiles: 1, cancellation);
        await ours.FetchAsync(256 << 20, 1, cancellation);
        var pair = await SideBySide.RunAsync(
            setting,
            stop => TheirsAsync(ours.Address, Path.Combine(folder, "curl.mp4"), stop),
            async stop => Speed(_ours, await ours.FetchAsync(Bytes, 1, stop)),
            cancellation,
            Forget);
        return
        [
            pair.Ratio("2 GiB with fsync and SHA-256 against curl, then sha256sum", Bar.AtLeast, 1.2, "MB/s"),
            new("Processor per MB against theirs", [.. _ours.Zip(_theirs, (one, other) => one.CpuSeconds / other.CpuSeconds)], Bar.AtMost, 1)
            {
                VoidBecause = pair.VoidBecause,
                Behind = $"{Statistics.Median([.. _ours.Select(PerMegabyte)]):0.00} against {Statistics.Median([.. _theirs.Select(PerMegabyte)]):0.00} ms/MB",
            },
            new("Memory that 2 GiB add", [.. _ours.Select(cost => (cost.PeakBytes - cost.BytesBefore) / BytesInMebibyte)], Bar.AtMost, MostMemoryMebibytes)
            {
                Unit = "MiB",
            },
        ];
    }

    private void Forget()
    {
        _ours.Clear();
        _theirs.Clear();
    }

    private async Task<double> TheirsAsync(string address, string path, CancellationToken cancellation)
    {
        var fetched = await Peer.RunAsync("curl", ["-s", "-S", "-f", "-o", path, $"{address}/files/{Bytes}/1/0.mp4"], cancellation);
        var hashed = await Peer.RunAsync("sha256sum", [path], cancellation);
        File.Delete(path);
        return Speed(_theirs, fetched with { Seconds = fetched.Seconds + hashed.Seconds, CpuSeconds = fetched.CpuSeconds + hashed.CpuSeconds });
    }

    private static double Speed(List<Cost> costs, Cost cost)
    {
        costs.Add(cost);
        return Bytes / Megabyte / cost.Seconds;
    }

    private static double PerMegabyte(Cost cost) => cost.CpuSeconds * 1000 / (Bytes / Megabyte);
}
