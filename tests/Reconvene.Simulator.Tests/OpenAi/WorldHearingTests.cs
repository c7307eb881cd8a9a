using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.OpenAi;

/// <summary>The sound of the world of Zoom's simulator is heard as what its transcripts say.</summary>
public class WorldHearingTests
{
    private static readonly HeardLine[] Lines =
    [
        Line(1, 4, 191, "The first line is short."), Line(5, 9.5, 254, "The second line is somewhat longer than the first."),
        Line(10.1, 13, 129, "Третья строка сказана по-русски."), Line(14, 20, 254, "The fourth line is the longest line of them all today."),
        Line(20.8, 22, 191, "That is all."),
    ];

    private static readonly HeardRecording Known = new("Known", Lines);

    [Fact]
    public async Task What_is_known_is_heard_with_its_times()
    {
        await using var model = await StartAsync();

        var heard = await model.HeardAsync(Piece(0, 24));

        Assert.Equal(Lines.Select(line => " " + line.Text), Texts(heard), StringComparer.Ordinal);
        Assert.All(Starts(heard).Zip(Lines), pair => Assert.InRange(pair.First, pair.Second.StartsAt.TotalSeconds - 0.05, pair.Second.StartsAt.TotalSeconds + 0.05));
        Assert.Equal("russian", heard["language"]!.ToString());
    }

    [Fact]
    public async Task A_piece_from_the_middle_is_known_and_a_line_that_it_cuts_loses_the_words_outside()
    {
        await using var model = await StartAsync();

        var first = await model.HeardAsync(Piece(4.5, 17.2));
        var second = await model.HeardAsync(Piece(17.2, 24));

        Assert.Equal([" " + Lines[1].Text, " " + Lines[2].Text, " The fourth line is the longest"], Texts(first));
        Assert.InRange(Starts(first)[0], 0.45, 0.55);
        Assert.Equal([" line of them all today.", " That is all."], Texts(second));
        Assert.InRange(Starts(second)[0], 0, 0.01);
    }

    [Fact]
    public async Task Two_recordings_in_one_upload_and_a_tone_between_them_are_all_heard()
    {
        var other = new HeardRecording("Other", [Line(0.5, 3, 316, "Quite another talk."), Line(3.7, 8, 379, "With other people in it, and with other words.")]);
        await using var model = await StartAsync(other);

        var heard = await model.HeardAsync(Wav.Of(
            [.. Samples(other, 0, 9), .. Wav16(2, 0), .. Wav16(1, 700), .. Wav16(2, 0), .. Samples(Known, 4.5, 13.5)], 16_000));

        Assert.Equal(
            [" " + other.Lines[0].Text, " " + other.Lines[1].Text, " Tone of 700 Hz.", " " + Lines[1].Text, " " + Lines[2].Text], Texts(heard));
        Assert.InRange(Starts(heard)[3], 14.4, 14.6);
    }

    [FFprobeFact]
    public async Task Every_recording_of_the_world_is_heard_as_its_transcript_says()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });
        var held = await sim.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Held later", Language = "ru" }, sim.Cancellation);
        await using var model = await Model.StartAsync(new OpenAiSimulatorOptions { HeardNow = sim.Simulator.Heard });
        var stretches = sim.Control.World().Meetings
            .SelectMany(meeting => sim.Control.FilesOf(meeting.Uuid))
            .Where(file => file.FileType is "M4A" or "TRANSCRIPT")
            .GroupBy(file => (file.MeetingUuid, file.StartsAt))
            .Where(files => files.Any(file => file.FileType == "TRANSCRIPT"))
            .ToList();

        Assert.Contains(stretches, files => files.Key.MeetingUuid == held.Meeting.Uuid);
        foreach (var files in stretches)
        {
            var sound = await sim.DownloadAsync(files.First(file => file is { FileType: "M4A", RecordingType: "audio_only" }).DownloadPath);
            var transcript = Encoding.UTF8.GetString(await sim.DownloadAsync(files.Single(file => file.FileType == "TRANSCRIPT").DownloadPath));

            var heard = await model.HeardAsync(sound, "sound.m4a");

            Assert.All(Texts(heard), text => Assert.Contains(text.Trim(), transcript, StringComparison.Ordinal));
            var cues = transcript.Split('\n').Where(line => line.Contains("-->", StringComparison.Ordinal)).Select(At).ToList();
            Assert.Equal(cues.Count, Starts(heard).Count);
            Assert.All(Starts(heard).Zip(cues), pair => Assert.InRange(pair.First, pair.Second - 0.05, pair.Second + 0.15));
        }
    }

    [FFprobeFact]
    public async Task The_containers_of_others_are_read_by_ffmpeg()
    {
        await using var model = await StartAsync();
        var folder = Directory.CreateTempSubdirectory("reconvene-hearing-");
        try
        {
            var wav = Path.Combine(folder.FullName, "a.wav");
            await File.WriteAllBytesAsync(wav, Piece(0, 24), model.Cancellation);
            foreach (var ending in (string[])["flac", "mp3", "ogg", "m4a", "webm"])
            {
                var path = Path.Combine(folder.FullName, "a." + ending);
                await Tool.RunAsync("ffmpeg", ["-loglevel", "error", "-i", wav, path], model.Cancellation);

                var heard = await model.HeardAsync(await File.ReadAllBytesAsync(path, model.Cancellation), "a." + ending);

                Assert.Equal(Lines.Select(line => " " + line.Text), Texts(heard), StringComparer.Ordinal);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<Model> StartAsync(params HeardRecording[] further) =>
        Model.StartAsync(new OpenAiSimulatorOptions { Heard = [Known, .. further] });

    private static HeardLine Line(double from, double to, double hz, string text) =>
        new(TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to), hz, text);

    private static byte[] Piece(double from, double to) => Wav.Of(Samples(Known, from, to), 16_000);

    private static short[] Samples(HeardRecording recording, double from, double to)
    {
        var samples = new short[(int)((to - from) * 16_000)];
        for (var i = 0; i < samples.Length; i++)
        {
            var at = from + (i / 16_000.0);
            var hz = recording.Lines.FirstOrDefault(line => line.StartsAt.TotalSeconds <= at && line.EndsAt.TotalSeconds > at)?.VoiceHz ?? 0;
            samples[i] = (short)(8000 * Math.Sin(2 * Math.PI * hz * at));
        }

        return samples;
    }

    private static short[] Wav16(double seconds, double hz) =>
        [.. Enumerable.Range(0, (int)(seconds * 16_000)).Select(i => (short)(8000 * Math.Sin(2 * Math.PI * hz * i / 16_000)))];

    private static List<string> Texts(JsonNode heard) => [.. heard["segments"]!.AsArray().Select(segment => segment!["text"]!.ToString())];

    private static List<double> Starts(JsonNode heard) => [.. heard["segments"]!.AsArray().Select(segment => (double)segment!["start"]!)];

    private static double At(string cue) => TimeSpan.Parse(cue.Split(' ')[0], CultureInfo.InvariantCulture).TotalSeconds;
}
