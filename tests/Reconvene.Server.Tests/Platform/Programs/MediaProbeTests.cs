using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
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
    private readonly MediaProbe _probe;

    public MediaProbeTests()
    {
        _data = new DataFolder(_folder.Path);
        _data.Claim(exclusively: false);
        _probe = new MediaProbe(new OutsidePrograms(_data, NullLogger<OutsidePrograms>.Instance));
    }

    [FFmpegFact]
    public async Task A_film_tells_how_long_it_is_and_that_there_is_something_to_hear()
    {
        var film = await MakeAsync("-f", "lavfi", "-i", "testsrc=d=2:s=64x64", "-f", "lavfi", "-i", "sine=d=2", "-shortest");
        var silent = await MakeAsync("-f", "lavfi", "-i", "testsrc=d=1:s=64x64");

        var heard = (await _probe.RunAsync(film, CancellationToken.None))!;
        var seen = (await _probe.RunAsync(silent, CancellationToken.None))!;

        Assert.InRange(heard.Length!.Value.TotalSeconds, 1.8, 2.3);
        Assert.Equal((true, null), (heard.HasAudio, heard.Reason));
        Assert.Contains("aac", heard.Codecs, StringComparison.Ordinal);
        Assert.Equal((false, null), (seen.HasAudio, seen.Reason));
    }

    public static TheoryData<string> Playlists =>
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:PORT/secret.ts\n#EXT-X-ENDLIST\n",
        "#EXTM3U\n#EXTINF:1,\nconcat:http://127.0.0.1:PORT/header|file:///etc/passwd\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile /etc/passwd\n",
        "ffconcat version 1.0\nfile http://127.0.0.1:PORT/secret\n",
        "ffconcat version 1.0\nfile subfile,,start,0,end,9,,:/etc/passwd\n",
        "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><Period><BaseURL>http://127.0.0.1:PORT/</BaseURL></Period></MPD>",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nt=0 0\nm=video PORT RTP/AVP 96\n",
    ];

    [FFmpegTheory]
    [MemberData(nameof(Playlists))]
    public async Task A_playlist_in_a_films_clothes_opens_nothing(string playlist)
    {
        ArgumentNullException.ThrowIfNull(playlist);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var path = Path.Combine(_folder.Path, "film.mp4");
        await File.WriteAllTextAsync(
            path, playlist.Replace("PORT", $"{((IPEndPoint)listener.LocalEndpoint).Port}", StringComparison.Ordinal));

        var facts = (await _probe.RunAsync(path, CancellationToken.None))!;

        Assert.NotNull(facts.Reason);
        Assert.DoesNotContain("root:", facts.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, facts.Reason, StringComparison.Ordinal);
        Assert.Null(facts.Length);
        Assert.False(listener.Pending());
    }

    [FFmpegFact]
    public async Task A_film_whose_data_stand_in_another_file_does_not_open_that()
    {
        var film = await MakeAsync("-f", "lavfi", "-i", "testsrc=d=1:s=64x64");
        var bytes = await File.ReadAllBytesAsync(film);

        // The reference to its own data becomes one to a file elsewhere, told by flag and name.
        var at = bytes.AsSpan().IndexOf("url "u8);
        Assert.True(at > 0);
        bytes[at + 7] = 0;
        await File.WriteAllBytesAsync(film, bytes);

        var facts = (await _probe.RunAsync(film, CancellationToken.None))!;

        Assert.DoesNotContain("root:", facts.Reason ?? "", StringComparison.Ordinal);
    }

    public static TheoryData<string> Bombs => ["long", "wide", "endless table", "atom beyond the file", "deep", "zero atoms"];

    [FFmpegTheory]
    [MemberData(nameof(Bombs))]
    public async Task A_container_that_claims_too_much_costs_little_and_ends_with_a_reason_or_a_truth(string bomb)
    {
        var path = bomb is "long" or "wide" or "endless table"
            ? await ClaimAsync(bomb)
            : Path.Combine(_folder.Path, "bomb.mp4");
        byte[] head = [.. Atom("ftyp", "isom\0\0\0\0isom"u8)];
        switch (bomb)
        {
            case "atom beyond the file":
                await File.WriteAllBytesAsync(path, [.. head, 0x7F, 0xFF, 0xFF, 0xFF, .. "moov"u8, 0, 0, 0, 8, .. "trak"u8]);
                break;
            case "deep":
                byte[] nest = [];
                for (var i = 0; i < 20_000; i++)
                {
                    nest = i % 200 is 0 ? Atom("trak", nest) : nest;
                }

                await File.WriteAllBytesAsync(path, [.. head, .. Atom("moov", nest)]);
                break;
            case "zero atoms":
                await File.WriteAllBytesAsync(path, [.. head, .. Enumerable.Repeat(Atom("free", []), 500_000).SelectMany(atom => atom)]);
                break;
        }

        var begun = Stopwatch.GetTimestamp();
        var facts = (await _probe.RunAsync(path, CancellationToken.None))!;

        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(70));
        Assert.True(facts.Reason is not null || facts.Length <= TimeSpan.FromDays(7), facts.ToString());
        if (bomb is "long")
        {
            Assert.Contains("which cannot be", facts.Reason, StringComparison.Ordinal);
        }
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    /// <summary>A real film in which one number is a lie.</summary>
    private async Task<string> ClaimAsync(string bomb)
    {
        var path = await MakeAsync("-f", "lavfi", "-i", "testsrc=d=1:s=64x64");
        var bytes = await File.ReadAllBytesAsync(path);
        switch (bomb)
        {
            case "long":
                // Of the film, its track and its medium; and each sample lasts for ever.
                Set(bytes, "mvhd", 20, 0x7FFFFFFF);
                Set(bytes, "tkhd", 24, 0x7FFFFFFF);
                Set(bytes, "mdhd", 20, 0x7FFFFFFF);
                Set(bytes, "mvhd", 16, 1);
                Set(bytes, "mdhd", 16, 1);
                Set(bytes, "stts", 16, 0x7FFFFFF);
                break;
            case "wide":
                Set(bytes, "tkhd", 80, 0xFFFF0000);
                Set(bytes, "tkhd", 84, 0xFFFF0000);
                Set(bytes, "mp4v", 28, 0xFFFFFFFF);
                break;
            default:
                Set(bytes, "stts", 8, 0xFFFFFFFF);
                Set(bytes, "stsz", 12, 0xFFFFFFFF);
                break;
        }

        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }

    private static void Set(byte[] bytes, string atom, int offset, uint value)
    {
        var at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(atom));
        Assert.True(at > 0, $"There is no {atom}.");
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at + offset), value);
    }

    private static byte[] Atom(string name, ReadOnlySpan<byte> content)
    {
        var atom = new byte[8 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(atom, atom.Length);
        Encoding.ASCII.GetBytes(name, atom.AsSpan(4));
        content.CopyTo(atom.AsSpan(8));
        return atom;
    }

    private async Task<string> MakeAsync(params string[] input)
    {
        var path = Path.Combine(_folder.Path, $"{Guid.CreateVersion7():N}.mp4");
        using var process = Process.Start(new ProcessStartInfo(
            "ffmpeg", ["-v", "error", .. input, "-c:v", "mpeg4", "-c:a", "aac", path]) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return path;
    }
}
