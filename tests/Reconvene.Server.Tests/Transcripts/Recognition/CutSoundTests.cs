using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Files;
using Reconvene.Server.Platform.Programs;
using Reconvene.Server.Tests.Platform.Programs;
using Reconvene.Server.Transcripts.Recognition;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Transcripts.Recognition;

/// <summary>Sound is cut where nobody speaks, and every piece knows its beginning to the millisecond.</summary>
public sealed class CutSoundTests : IDisposable
{
    // A tone of a second each, as unevenly spread as speech.
    private static readonly double[] Tones = [0.5, 3, 4.25, 7.5, 9.1, 11.7, 14, 15.5, 18.2, 21, 23.4, 26.05];

    private readonly TestFolder _folder = new();
    private readonly DataFolder _data;
    private readonly OutsidePrograms _programs;

    public CutSoundTests()
    {
        _data = new DataFolder(_folder.Path);
        _data.Claim(exclusively: false);
        _programs = new OutsidePrograms(_data, NullLogger<OutsidePrograms>.Instance);
    }

    [FFmpegFact]
    public async Task The_moment_of_every_tone_is_found_in_the_pieces_it_was_cut_into()
    {
        var film = await ToneFilmAsync("tones.m4a");
        using var place = _programs.MakePlace();

        var (pieces, failure) = await Cut(TimeSpan.FromSeconds(10)).RunAsync(film, place, CancellationToken.None);

        Assert.Null(failure);
        Assert.InRange(pieces.Count, 3, 5);
        Assert.Equal(TimeSpan.Zero, pieces[0].Start);
        for (var i = 1; i < pieces.Count; i++)
        {
            Assert.InRange((pieces[i].Start - pieces[i - 1].End).Duration(), TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
            Assert.InRange(pieces[i].End - pieces[i].Start, TimeSpan.Zero, TimeSpan.FromSeconds(10.4));

            // Nobody is cut off in the middle of a word.
            Assert.DoesNotContain(Tones, tone => pieces[i].Start.TotalSeconds > tone + 0.05 && pieces[i].Start.TotalSeconds < tone + 0.95);
        }

        var heard = new List<double>();
        foreach (var piece in pieces)
        {
            heard.AddRange((await TonesInAsync(piece)).Select(at => at + piece.Start.TotalSeconds));
        }

        Assert.Equal(Tones.Length, heard.Count);

        // The sound changes with its frames, which last 64 milliseconds.
        Assert.All(Tones.Zip(heard), pair => Assert.InRange(pair.Second - pair.First, -0.01, 0.075));
    }

    [FFmpegFact]
    public async Task A_minute_of_sound_that_never_pauses_is_cut_all_the_same()
    {
        var film = System.IO.Path.Combine(_folder.Path, "steady.m4a");
        await RunAsync("ffmpeg", "-f", "lavfi", "-i", "sine=frequency=500:duration=60", "-c:a", "aac", film);
        using var place = _programs.MakePlace();

        var (pieces, failure) = await Cut(TimeSpan.FromSeconds(20)).RunAsync(film, place, CancellationToken.None);

        Assert.Null(failure);
        Assert.InRange(pieces.Count, 3, 4);
        Assert.InRange(pieces[^1].End.TotalSeconds, 59.9, 60.2);
    }

    [FFmpegTheory]
    [InlineData("damaged", "could not be read")]
    [InlineData("silent film", "no sound in the file")]
    [InlineData("playlist", "could not be read")]
    [InlineData("empty", "could not be read")]
    public async Task What_cannot_be_heard_is_told(string kind, string words)
    {
        var path = System.IO.Path.Combine(_folder.Path, "odd.mp4");
        switch (kind)
        {
            case "damaged":
                var whole = await File.ReadAllBytesAsync(await ToneFilmAsync("whole.mp4"));
                await File.WriteAllBytesAsync(path, whole[..(whole.Length / 3)]);
                break;
            case "silent film":
                await RunAsync("ffmpeg", "-f", "lavfi", "-i", "color=black:size=32x32:duration=1", path);
                break;
            case "playlist":
                await File.WriteAllTextAsync(path, "#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\nhttp://127.0.0.1:9/x.ts\n");
                break;
            default:
                await File.WriteAllBytesAsync(path, []);
                break;
        }

        using var place = _programs.MakePlace();
        var (pieces, failure) = await Cut(TimeSpan.FromSeconds(20)).RunAsync(path, place, CancellationToken.None);

        Assert.Empty(pieces);
        Assert.Equal(FailureKind.Unreadable, failure!.Kind);
        Assert.Contains(words, failure.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, failure.Reason, StringComparison.Ordinal);
    }

    [FFmpegFact]
    public async Task Sound_that_begins_late_and_stops_in_between_keeps_its_moments()
    {
        // A second of tone at 0.5 and at 18.2, in a film whose sound begins five seconds after its picture.
        var tones = await ToneFilmAsync("tones.m4a");
        var film = System.IO.Path.Combine(_folder.Path, "late.mp4");
        await RunAsync(
            "ffmpeg", "-f", "lavfi", "-i", "color=black:size=16x16:rate=5:duration=33", "-itsoffset", "5", "-i", tones,
            "-map", "0:v", "-map", "1:a", "-c:v", "mpeg4", "-c:a", "copy", film);
        using var place = _programs.MakePlace();

        var (pieces, failure) = await Cut(TimeSpan.FromSeconds(10)).RunAsync(film, place, CancellationToken.None);

        Assert.Null(failure);
        var heard = new List<double>();
        foreach (var piece in pieces)
        {
            heard.AddRange((await TonesInAsync(piece)).Select(at => at + piece.Start.TotalSeconds));
        }

        Assert.Equal(Tones.Length, heard.Count);
        Assert.All(Tones.Zip(heard), pair => Assert.InRange(pair.Second - pair.First, 4.95, 5.1));
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    private CutSound Cut(TimeSpan longest) => new(_programs, Options.Create(new RecognitionOptions { LongestPiece = longest }));

    private async Task<string> ToneFilmAsync(string name)
    {
        var path = System.IO.Path.Combine(_folder.Path, name);
        var on = string.Join('+', Tones.Select(tone => string.Create(CultureInfo.InvariantCulture, $"between(t,{tone},{tone + 1})")));
        await RunAsync(
            "ffmpeg", "-f", "lavfi", "-i", $"sine=frequency=440:sample_rate=16000:duration=28", "-af", $"volume='min(1,{on})':eval=frame:precision=float",
            "-c:a", "aac", path);
        return path;
    }

    private static async Task<IReadOnlyList<double>> TonesInAsync(SoundPiece piece)
    {
        var said = await RunAsync("ffmpeg", "-i", piece.Path, "-af", "silencedetect=noise=-40dB:d=0.2", "-f", "null", "-");
        var ends = Numbers(said, "silence_end: ");
        var starts = Numbers(said, "silence_start: ");
        var whole = (piece.End - piece.Start).TotalSeconds;
        IEnumerable<double> first = starts.Count is 0 || starts[0] > 0.05 ? [0.0] : [];

        // The silence at the end of a piece ends with it, and begins no tone.
        return [.. first, .. ends.Where(end => end < whole - 0.05)];
    }

    private static List<double> Numbers(string said, string before) =>
    [
        .. said.Split(before).Skip(1).Select(rest => double.Parse(rest.Split(' ', '\n')[0], CultureInfo.InvariantCulture)),
    ];

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["-nostdin", "-hide_banner", .. arguments]) { RedirectStandardError = true, UseShellExecute = false })!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode is 0, said);
        return said;
    }
}
