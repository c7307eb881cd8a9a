using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Transcripts.Recognition;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Server.Tests.Platform.Programs;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Transcripts.Recognition;

/// <summary>Own recognition by a program of the operator's, from the sound of a recording to its text.</summary>
public sealed class RecogniseTests : IDisposable
{
    private const string Heard =
        """{"language":"en","segments":[{"start":0.5,"end":2.5,"text":" We begin with the release plan for spring. "},{"start":3,"end":5,"text":"Testing takes two more weeks than we thought."},{"start":6,"end":7,"text":"words of nobody","no_speech_prob":0.95,"avg_logprob":-1.8}]}""";

    private readonly TestClock _clock = new();
    private readonly TestFolder _folder = new();

    [FFmpegTheory]
    [Engines]
    public async Task Sound_without_any_text_is_recognised_once_the_wait_for_Zoom_is_over(TestEngine engine)
    {
        await using var world = await StartAsync(engine, $"echo x >> {Count}; echo '{Heard}'");
        await HoldAsync(world, ["audio", "timeline"]);
        Assert.Equal("held", (await FindAsync(world)).State());
        Assert.Equal(0, Runs);

        _clock.Advance(TimeSpan.FromHours(3));
        await world.Server.Services.GetRequiredService<BeginDueRecognitions>().RunAsync(CancellationToken.None);
        await world.DrainAsync();

        var recording = await FindAsync(world);
        var route = $"/api/v1/recordings/{recording.GetProperty("id").GetInt64()}";
        Assert.True(recording.State() is "ready", recording.GetRawText());
        Assert.Equal(1, Runs);
        var state = await world.GetAsync($"{route}/transcript");
        Assert.Equal(("recognised", "passed"), (state.GetProperty("source").GetString(), state.GetProperty("gate").GetString()));
        Assert.Contains("1 stretches were left out", state.GetProperty("faults").GetRawText(), StringComparison.Ordinal);
        var segments = (await world.GetAsync($"{route}/transcript.json")).GetProperty("segments").EnumerateArray().ToList();
        Assert.Equal(
            [(500, 2500, "We begin with the release plan for spring."), (3000, 5000, "Testing takes two more weeks than we thought.")],
            segments.Select(one => (one.GetProperty("start_ms").GetInt32(), one.GetProperty("end_ms").GetInt32(), one.GetProperty("text").GetString())));
        Assert.All(segments, segment => Assert.NotNull(segment.GetProperty("speaker").GetString()));

        // What is done is not done again.
        await world.Owner.SendAsync(HttpMethod.Post, $"{route}/process");
        await world.DrainAsync();
        Assert.Equal(1, Runs);
    }

    [FFmpegTheory]
    [Engines]
    public async Task Zooms_transcript_that_comes_meanwhile_makes_it_needless(TestEngine engine)
    {
        await using var world = await StartAsync(engine, $"echo x >> {Count}; echo '{Heard}'");
        await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = "Sound", Files = ["audio", "transcript"], TranscriptAfter = TimeSpan.FromMinutes(20) }, CancellationToken.None);
        await world.DrainAsync();
        _clock.Advance(TimeSpan.FromMinutes(21));
        await world.Control.AdvanceClockAsync(TimeSpan.Zero, CancellationToken.None);
        await world.DrainAsync();
        Assert.Equal("ready", (await FindAsync(world)).State());

        _clock.Advance(TimeSpan.FromHours(3));
        await world.Server.Services.GetRequiredService<BeginDueRecognitions>().RunAsync(CancellationToken.None);
        await world.DrainAsync();

        Assert.Equal(0, Runs);
    }

    [FFmpegTheory]
    [Engines]
    public async Task Who_asks_gets_it_at_once_and_in_place_of_Zooms_text_which_says_who_spoke(TestEngine engine)
    {
        await using var world = await StartAsync(engine, $"echo x >> {Count}; echo '{Heard}'");
        await HoldAsync(world, ["audio", "transcript"]);
        var route = $"/api/v1/recordings/{(await FindAsync(world)).GetProperty("id").GetInt64()}";
        Assert.Equal(0, Runs);

        var asked = await world.Owner.SendAsync(HttpMethod.Post, $"{route}/transcript/recognise");
        await world.DrainAsync();

        Assert.Equal(202, asked.Code);
        Assert.Equal(1, Runs);
        Assert.Equal("recognised", (await world.GetAsync($"{route}/transcript")).GetProperty("source").GetString());
        Assert.All(
            (await world.GetAsync($"{route}/transcript.json")).GetProperty("segments").EnumerateArray().ToList(),
            segment => Assert.NotNull(segment.GetProperty("speaker").GetString()));
    }

    [FFmpegTheory]
    [InlineData("exit 3", "ended with 3", 2)]
    [InlineData("sleep 7003", "did not end within", 2)]
    [InlineData("echo nonsense", "something else than JSON", 1)]
    [InlineData("echo '{}'", "something else than JSON with a list of segments", 1)]
    public async Task A_program_that_crashes_or_hangs_is_tried_once_more_and_then_told(string behaviour, string words, int runs)
    {
        await using var world = await StartAsync(TestEngine.Sqlite, $"echo x >> {Count}; {behaviour}", ("Recognition:PieceTimeLimit", "00:00:01"));
        await HoldAsync(world, ["audio"]);
        await AskAsync(world);

        var recording = await FindAsync(world);
        Assert.Equal("needs_attention", recording.State());
        Assert.Contains(words, recording.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(runs, Runs);
    }

    [FFmpegFact]
    public async Task Invented_text_stops_at_the_gate()
    {
        var invented = JsonSerializer.Serialize(new
        {
            language = "en",
            segments = Enumerable.Range(0, 54).Select(number => new { start = number * 0.5, end = (number * 0.5) + 0.4, text = "Thank you for watching." }),
        });
        await using var world = await StartAsync(TestEngine.Sqlite, $"echo '{invented}'");
        await HoldAsync(world, ["audio"]);
        await AskAsync(world);

        var recording = await FindAsync(world);
        Assert.Equal("needs_attention", recording.State());
        Assert.Contains("54 times in a row", recording.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Empty(recording.GetProperty("deliverables").EnumerateArray());
    }

    [Fact]
    public async Task Without_a_recogniser_nobody_can_ask_for_one()
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite, _clock);
        await HoldAsync(world, ["audio"]);
        var route = $"/api/v1/recordings/{(await FindAsync(world)).GetProperty("id").GetInt64()}";

        var refused = await world.Owner.SendAsync(HttpMethod.Post, $"{route}/transcript/recognise");

        Assert.Equal((409, "recognition_off"), (refused.Code, refused.ErrorCode));
    }

    public void Dispose() => _folder.Dispose();

    private string Count => Path.Combine(_folder.Path, "count");

    private int Runs => File.Exists(Count) ? File.ReadAllLines(Count).Length : 0;

    private async Task<World> StartAsync(TestEngine engine, string script, params (string Name, string Value)[] more)
    {
        var path = Path.Combine(_folder.Path, "recognise.sh");
        await File.WriteAllTextAsync(path, $"test -s \"$1\" || exit 9\n{script}\n");
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Recognition:Command"] = "/bin/sh",
            ["Recognition:Arguments:0"] = path,
            ["Recognition:Arguments:1"] = "{input}",
        };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        var world = await World.StartAsync(engine, _clock, settings);

        // A sign-in ends after a quarter of an hour; a key does not.
        var key = await world.Owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"of the test","scope":"manage"}""");
        world.Owner.DefaultRequestHeaders.Authorization = new("Bearer", key.Json.GetProperty("key").GetString());
        return world;
    }

    private static async Task HoldAsync(World world, string[] files)
    {
        await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Sound", Files = files }, CancellationToken.None);
        await world.DrainAsync();
    }

    private async Task AskAsync(World world)
    {
        var route = $"/api/v1/recordings/{(await FindAsync(world)).GetProperty("id").GetInt64()}";
        await world.Owner.SendAsync(HttpMethod.Post, $"{route}/transcript/recognise");
        await world.DrainAsync();
        _clock.Advance(TimeSpan.FromMinutes(2));
        await world.DrainAsync();
    }

    private static async Task<JsonElement> FindAsync(World world) =>
        (await world.RecordingsAsync()).Single(one => one.GetProperty("topic").GetString() == "Sound");
}
