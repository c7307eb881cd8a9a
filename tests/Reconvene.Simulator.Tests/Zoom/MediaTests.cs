using System.Globalization;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class MediaTests
{
    [FFprobeFact]
    public async Task Sound_and_picture_play_without_an_error_and_last_as_long_as_the_transcript()
    {
        await using var sim = await Sim.StartAsync();
        var held = await sim.Control.HoldMeetingAsync(new HoldMeeting { Dialogue = "weekly-1.en" }, sim.Cancellation);
        var spoken = LastCueEnd(await TextAsync(sim, held, "TRANSCRIPT"));

        var sound = await ProbeAsync(sim, held, "M4A", "m4a");
        var picture = await ProbeAsync(sim, held, "MP4", "mp4");

        Assert.Equal("aac", Assert.Single(sound.Codecs));
        Assert.Equal("aac h264", string.Join(' ', picture.Codecs.Order(StringComparer.Ordinal)));
        Assert.InRange(sound.Duration - spoken, -0.1, 3);
        Assert.InRange(picture.Duration - spoken, -0.1, 3);
    }

    [FFprobeFact]
    public async Task A_video_made_larger_still_plays()
    {
        await using var sim = await Sim.StartAsync();
        var held = await sim.Control.HoldMeetingAsync(
            new HoldMeeting { Files = ["video"], MediaBytes = 8_000_000 }, sim.Cancellation);

        var picture = await ProbeAsync(sim, held, "MP4", "mp4");

        Assert.Equal(8_000_000, held.Files[0].LengthBytes);
        Assert.Contains("h264", picture.Codecs, StringComparer.Ordinal);
    }

    [FFprobeFact]
    public async Task Voices_are_heard_and_pauses_are_silent()
    {
        await using var sim = await Sim.StartAsync();
        var held = await sim.Control.HoldMeetingAsync(new HoldMeeting { Files = ["audio"] }, sim.Cancellation);
        var path = await SaveAsync(sim, held, "M4A", "m4a");

        var (_, told) = await Tool.RunAsync(
            "ffmpeg", ["-hide_banner", "-nostdin", "-i", path, "-af", "silencedetect=noise=-50dB:d=0.25,volumedetect", "-f", "null", "-"], sim.Cancellation);
        File.Delete(path);

        Assert.Contains("silence_start", told, StringComparison.Ordinal);
        var peak = told.Split("max_volume: ")[1].Split(' ')[0];
        Assert.InRange(double.Parse(peak, CultureInfo.InvariantCulture), -30, -1);
    }

    private static async Task<string> TextAsync(Sim sim, HeldMeeting held, string type) =>
        System.Text.Encoding.UTF8.GetString(await sim.DownloadAsync(held.Files.Single(file => file.FileType == type).DownloadPath));

    private static double LastCueEnd(string vtt) =>
        TimeSpan.ParseExact(vtt.Split(" --> ")[^1][..12], @"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture).TotalSeconds;

    private static async Task<string> SaveAsync(Sim sim, HeldMeeting held, string type, string ending)
    {
        var file = held.Files.Single(one => one.FileType == type);
        var path = Path.Combine(Path.GetTempPath(), $"{file.Key}-{Environment.ProcessId}.{ending}");
        await File.WriteAllBytesAsync(path, await sim.DownloadAsync(file.DownloadPath), sim.Cancellation);
        return path;
    }

    private static async Task<(double Duration, string[] Codecs)> ProbeAsync(Sim sim, HeldMeeting held, string type, string ending)
    {
        var path = await SaveAsync(sim, held, type, ending);
        try
        {
            var (told, wrong) = await Tool.RunAsync(
                "ffprobe", ["-v", "warning", "-print_format", "json", "-show_format", "-show_streams", path], sim.Cancellation);
            Assert.Equal("", wrong);
            var (_, undecodable) = await Tool.RunAsync(
                "ffmpeg", ["-nostdin", "-v", "error", "-xerror", "-i", path, "-f", "null", "-"], sim.Cancellation);
            Assert.Equal("", undecodable);
            var probe = JsonNode.Parse(told)!;
            var duration = double.Parse(probe["format"]!["duration"]!.ToString(), CultureInfo.InvariantCulture);
            return (duration, [.. probe["streams"]!.AsArray().Select(stream => stream!["codec_name"]!.ToString())]);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
