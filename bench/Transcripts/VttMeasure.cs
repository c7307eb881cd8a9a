using System.Diagnostics;
using Reconvene.Bench.Kit;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Bench.Transcripts;

/// <summary>Our reader of WebVTT against one that splits the whole text: the same file, the same cues.</summary>
internal sealed class VttMeasure : IMeasure
{
    private const int Cues = 20_000;
    private const int Readings = 10;
    private const double BytesInMebibyte = 1 << 20;

    public string Name => "vtt";

    public string Says => "20,000 cues in Zoom's form, about eighteen hours of speech, read by us and by string.Split.";

    public async Task<IReadOnlyList<Figure>> RunAsync(Setting setting, CancellationToken cancellation)
    {
        var text = VttText.Make(Cues);
        for (var warm = 0; warm < 3; warm++)
        {
            await OursAsync(text, cancellation);
            Reference(text);
        }

        var pair = await SideBySide.RunAsync(
            setting, _ => Task.FromResult(Reference(text)), stop => OursAsync(text, stop), cancellation);
        var allocated = new List<double>();
        for (var round = 0; round < setting.Rounds; round++)
        {
            allocated.Add(await AllocatedAsync(text, cancellation) / text.Length);
        }

        return
        [
            pair.Ratio("VTT reader against string.Split", Bar.AtLeast, 2, "MiB/s"),
            new("VTT memory, as a multiple of the input", allocated, Bar.AtMost, 3)
            {
                Behind = $"all that is allocated, with every cue kept, for {text.Length / BytesInMebibyte:0.0} MiB",
            },
        ];
    }

    private static double Reference(byte[] text)
    {
        var watch = Stopwatch.StartNew();
        var cues = 0;
        for (var reading = 0; reading < Readings; reading++)
        {
            cues += SplitVtt.Read(text).Count;
        }

        return Rate(text, cues, watch);
    }

    private static async Task<double> OursAsync(byte[] text, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var cues = 0;
        for (var reading = 0; reading < Readings; reading++)
        {
            cues += (await ReadAsync(text, cancellation)).Count;
        }

        return Rate(text, cues, watch);
    }

    private static double Rate(byte[] text, int cues, Stopwatch watch) => cues is Cues * Readings
        ? Readings * text.Length / BytesInMebibyte / watch.Elapsed.TotalSeconds
        : throw new InvalidOperationException($"{cues / Readings} cues were read and {Cues} stand in the file.");

    private static async Task<double> AllocatedAsync(byte[] text, CancellationToken cancellation)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var cues = await ReadAsync(text, cancellation);
        var after = GC.GetTotalAllocatedBytes(precise: true);
        GC.KeepAlive(cues);
        return after - before;
    }

    private static async Task<List<VttCue>> ReadAsync(byte[] text, CancellationToken cancellation)
    {
        await using var stream = new MemoryStream(text, writable: false);
        var cues = new List<VttCue>();
        await foreach (var cue in new VttReader(stream, []).ReadAsync(cancellation))
        {
            cues.Add(cue);
        }

        return cues;
    }
}
