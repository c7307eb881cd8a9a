using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Reconvene.Server.Platform.Files;
using Reconvene.Server.Platform.Programs;
using Reconvene.Server.Recordings.Probe;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Programs;

public sealed class MediaProbeTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly DataFolder _data;
    private readonly OutsidePrograms _programs;
    private readonly MediaProbe _probe;
    private readonly MediaProbe _unwalled;

    public MediaProbeTests()
    {
        _data = new DataFolder(_folder.Path);
        _data.Claim(exclusively: false);
        _programs = new OutsidePrograms(_data, NullLogger<OutsidePrograms>.Instance);
        _probe = new MediaProbe(_programs);
        _unwalled = new MediaProbe(new OutsidePrograms(
            _data, NullLogger<OutsidePrograms>.Instance, () => Task.FromResult(Isolation.None)));
    }

    [FFmpegFact]
    public async Task A_film_tells_how_long_it_is_and_that_there_is_something_to_hear()
    {
        var film = await MakeAsync("mp4", "-f", "lavfi", "-i", "testsrc=d=2:s=64x64", "-f", "lavfi", "-i", "sine=d=2", "-shortest");
        var silent = await MakeAsync("mp4", "-f", "lavfi", "-i", "testsrc=d=1:s=64x64");

        var heard = (await _probe.RunAsync(film, CancellationToken.None))!;
        var seen = (await _probe.RunAsync(silent, CancellationToken.None))!;

        Assert.InRange(heard.Length!.Value.TotalSeconds, 1.8, 2.3);
        Assert.Equal((true, null), (heard.HasAudio, heard.Reason));
        Assert.Contains("aac", heard.Codecs, StringComparison.Ordinal);
        Assert.Equal((false, null), (seen.HasAudio, seen.Reason));
    }

    public static TheoryData<string, bool> Playlists
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var playlist in new[]
            {
                "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:2,\nfile://FILM\n#EXT-X-ENDLIST\n",
                "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:PORT/secret.ts\n#EXT-X-ENDLIST\n",
                "#EXTM3U\n#EXTINF:1,\nconcat:http://127.0.0.1:PORT/header|file:FILM\n#EXT-X-ENDLIST\n",
                "ffconcat version 1.0\nfile file:FILM\n",
                "ffconcat version 1.0\nfile http://127.0.0.1:PORT/secret\n",
                "ffconcat version 1.0\nfile subfile,,start,0,end,0,,:FILM\n",
                "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><Period><BaseURL>http://127.0.0.1:PORT/</BaseURL></Period></MPD>",
                "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nt=0 0\nm=video PORT RTP/AVP 96\n",
            })
            {
                data.Add(playlist, true);
                data.Add(playlist, false);
            }

            return data;
        }
    }

    [FFmpegTheory]
    [MemberData(nameof(Playlists))]
    public async Task A_playlist_in_a_films_clothes_opens_nothing(string playlist, bool hasWalls)
    {
        ArgumentNullException.ThrowIfNull(playlist);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var film = await MakeAsync("ts", "-f", "lavfi", "-i", "testsrc=d=2:s=64x64");
        var path = await WriteAsync(playlist, film, listener);

        var facts = (await (hasWalls ? _probe : _unwalled).RunAsync(path, CancellationToken.None))!;

        Assert.Contains("could not read it", facts.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, facts.Reason, StringComparison.Ordinal);
        Assert.Equal((null, null, null), (facts.Length, facts.HasAudio, facts.Codecs));
        Assert.False(listener.Pending());
    }

    [FFmpegFact]
    public async Task What_a_playlist_names_would_be_opened_were_ffprobe_not_told_the_format_and_the_protocols()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var film = await MakeAsync("ts", "-f", "lavfi", "-i", "testsrc=d=2:s=64x64");
        var local = await WriteAsync("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:2,\nfile://FILM\n#EXT-X-ENDLIST\n", film, listener);
        Assert.Contains("mpeg4", await ProbeAsync(Without(MediaProbe.Arguments(local), "-f")), StringComparison.Ordinal);

        // Told another format: then the list of protocols is what holds, and without it nothing does.
        var remote = await WriteAsync("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:2,\nhttp://127.0.0.1:PORT/secret.ts\n#EXT-X-ENDLIST\n", film, listener);
        string[] asPlaylist = ["-f", "hls", .. Without(MediaProbe.Arguments(remote), "-f")];
        await ProbeAsync(asPlaylist);
        Assert.False(listener.Pending());
        await ProbeAsync(["-protocol_whitelist", "file,http,tcp", .. Without(asPlaylist, "-protocol_whitelist")]);
        Assert.True(listener.Pending());
    }

    [FFmpegFact]
    public async Task A_film_whose_data_stand_in_another_file_does_not_open_that()
    {
        var film = await MakeAsync("mp4", "-f", "lavfi", "-i", "testsrc=d=2:s=64x64");

        // Whoever opens it waits for a writer, who never comes.
        var other = Path.Combine(_folder.Path, "other");
        using (var made = Process.Start("mkfifo", [other]))
        {
            await made.WaitForExitAsync();
        }

        await File.WriteAllBytesAsync(film, FilmBytes.WithDataElsewhere(await File.ReadAllBytesAsync(film), other));
        var limits = new ProgramLimits(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), MemoryBytes: 1L << 30, OutputBytes: 1 << 20);
        Assert.IsType<ProgramOutcome.Stopped>(await _programs.RunAsync(
            MediaProbe.Program,
            ["-enable_drefs", "1", "-use_absolute_path", "1", .. MediaProbe.Arguments(film)],
            limits,
            CancellationToken.None));

        var begun = Stopwatch.GetTimestamp();
        var facts = (await _probe.RunAsync(film, CancellationToken.None))!;

        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.DoesNotContain("did not end", facts.Reason ?? "", StringComparison.Ordinal);
    }

    public static TheoryData<string> Bombs => ["long", "wide", "endless table", "atom beyond the file", "deep", "zero atoms"];

    [FFmpegTheory]
    [MemberData(nameof(Bombs))]
    public async Task A_container_that_claims_too_much_costs_little_and_ends_with_a_reason_or_a_truth(string bomb)
    {
        var path = bomb is "long" or "wide" or "endless table"
            ? await ClaimAsync(bomb)
            : Path.Combine(_folder.Path, "bomb.mp4");
        byte[] head = [.. FilmBytes.Atom("ftyp", "isom\0\0\0\0isom"u8)];
        switch (bomb)
        {
            case "atom beyond the file":
                await File.WriteAllBytesAsync(path, [.. head, 0x7F, 0xFF, 0xFF, 0xFF, .. "moov"u8, 0, 0, 0, 8, .. "trak"u8]);
                break;
            case "deep":
                await File.WriteAllBytesAsync(path, [.. head, .. FilmBytes.Nest("moov", 20_000)]);
                break;
            case "zero atoms":
                await File.WriteAllBytesAsync(path, [.. head, .. Enumerable.Repeat(FilmBytes.Atom("free", []), 500_000).SelectMany(atom => atom)]);
                break;
        }

        var begun = Stopwatch.GetTimestamp();
        var facts = (await _probe.RunAsync(path, CancellationToken.None))!;

        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        if (bomb is "wide")
        {
            // How large it says its picture is concerns nobody here, and how long it plays is true.
            Assert.Equal((TimeSpan.FromSeconds(1), null), (facts.Length, facts.Reason));
            return;
        }

        Assert.Null(facts.Length);
        Assert.Contains(
            bomb switch
            {
                "long" => "seconds, which cannot be",
                "deep" or "atom beyond the file" => "it lasts no known number of seconds",
                _ => "ffprobe could not read it",
            },
            facts.Reason,
            StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    /// <summary>A real film in which one number is a lie.</summary>
    private async Task<string> ClaimAsync(string bomb)
    {
        var path = await MakeAsync("mp4", "-f", "lavfi", "-i", "testsrc=d=1:s=64x64");
        var bytes = await File.ReadAllBytesAsync(path);
        switch (bomb)
        {
            case "long":
                // Of the film, its track and its medium; and each sample lasts for ever.
                FilmBytes.Set(bytes, "mvhd", 20, 0x7FFFFFFF);
                FilmBytes.Set(bytes, "tkhd", 24, 0x7FFFFFFF);
                FilmBytes.Set(bytes, "mdhd", 20, 0x7FFFFFFF);
                FilmBytes.Set(bytes, "mvhd", 16, 1);
                FilmBytes.Set(bytes, "mdhd", 16, 1);
                FilmBytes.Set(bytes, "stts", 16, 0x7FFFFFF);
                break;
            case "wide":
                FilmBytes.Set(bytes, "tkhd", 80, 0xFFFF0000);
                FilmBytes.Set(bytes, "tkhd", 84, 0xFFFF0000);
                FilmBytes.Set(bytes, "mp4v", 28, 0xFFFFFFFF);
                break;
            default:
                FilmBytes.Set(bytes, "stts", 8, 0xFFFFFFFF);
                FilmBytes.Set(bytes, "stsz", 12, 0xFFFFFFFF);
                break;
        }

        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }

    private static string[] Without(string[] arguments, string option)
    {
        var at = Array.IndexOf(arguments, option);
        return [.. arguments[..at], .. arguments[(at + 2)..]];
    }

    /// <summary>With nothing but what it is told to hold it.</summary>
    private static async Task<string> ProbeAsync(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("timeout", ["3", MediaProbe.Program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await Task.WhenAll(error, process.WaitForExitAsync());
        return output;
    }

    private async Task<string> WriteAsync(string playlist, string film, TcpListener listener)
    {
        var path = Path.Combine(_folder.Path, $"{Guid.CreateVersion7():N}.mp4");
        await File.WriteAllTextAsync(path, playlist
            .Replace("FILM", film, StringComparison.Ordinal)
            .Replace("PORT", $"{((IPEndPoint)listener.LocalEndpoint).Port}", StringComparison.Ordinal));
        return path;
    }

    private async Task<string> MakeAsync(string extension, params string[] input)
    {
        var path = Path.Combine(_folder.Path, $"{Guid.CreateVersion7():N}.{extension}");
        using var process = Process.Start(new ProcessStartInfo(
            "ffmpeg", ["-v", "error", .. input, "-c:v", "mpeg4", "-c:a", "aac", path]) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return path;
    }
}
