using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Server.Tests.Platform.Programs;
using Reconvene.Server.Transcripts.Recognition;
using Reconvene.Simulator;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Transcripts.Recognition;

/// <summary>Own recognition by an OpenAI-compatible server that hears what is in the sound.</summary>
public sealed class RecogniseByServerTests : IAsyncDisposable
{
    // The stand-in knows these alone: short pieces of the world's meetings sound alike.
    private const string ToHear = "Heard";
    private const string Written = "Written";
    private const string Key = "sk-canary-of-recognition-5d1f";

    private readonly TestClock _clock = new();
    private OpenAiSimulator? _model;
    private World? _world;

    [FFmpegTheory]
    [Engines]
    public async Task What_is_heard_in_pieces_has_the_words_the_seconds_and_the_speakers_of_Zooms_own_transcript(TestEngine engine)
    {
        await StartAsync(engine, ("Recognition:LongestPiece", "00:00:20"), ("Recognition:When", "missing"));
        await HoldAsync(ToHear, ["audio", "transcript"]);
        var written = await SegmentsAsync(ToHear);
        var route = $"/api/v1/recordings/{(await FindAsync(ToHear)).GetProperty("id")}/transcript/recognise";

        Assert.Equal(202, (await SendAsync(HttpMethod.Post, route)).Code);
        var heard = await SegmentsAsync(ToHear);

        Assert.Equal(heard.Select(Text), _world!.Zoom.Heard().Single(one => one.Name is ToHear).Lines.Select(line => line.Text), StringComparer.Ordinal);
        Assert.True(_model!.Control.Requests.Count > 2, $"{_model.Control.Requests.Count} pieces are too few to prove anything.");
        Assert.All(_model.Control.Requests, request => Assert.InRange(request.AudioDuration, TimeSpan.Zero, TimeSpan.FromSeconds(20.5)));
        Assert.Equal(written.Select(Text), heard.Select(Text), StringComparer.Ordinal);
        Assert.All(written.Zip(heard), pair => Assert.InRange(Start(pair.Second) - Start(pair.First), -100, 250));
        Assert.Equal(written.Select(Speaker), heard.Select(Speaker), StringComparer.Ordinal);
        Assert.DoesNotContain(_world.Server.LogLines, line => line.Contains(Key, StringComparison.Ordinal));

        // It is not heard twice by the same model, and Zoom's text comes first again when that is wanted.
        Assert.Equal((409, "already_recognised"), await SendAsync(HttpMethod.Post, route));
        Assert.Equal(202, (await SendAsync(HttpMethod.Delete, route)).Code);
        Assert.Equal("zoom", (await StateAsync(ToHear)).GetProperty("source").GetString());
        Assert.Equal((409, "not_asked"), await SendAsync(HttpMethod.Delete, route));
    }

    [FFmpegTheory]
    [Engines]
    public async Task A_limit_is_waited_for_as_the_server_says_and_no_piece_is_heard_twice(TestEngine engine)
    {
        await StartAsync(engine, ("Recognition:LongestPiece", "00:00:20"));
        _model!.Control.AddRule(new ModelRule { Behaviour = ModelBehaviour.RateLimited, RetryAfter = TimeSpan.FromMinutes(7), Nth = 2, Times = 1 });
        await HoldAsync(ToHear, ["audio"]);
        Assert.Equal(2, _model.Control.Requests.Count);

        _clock.Advance(TimeSpan.FromMinutes(6));
        await _world!.DrainAsync();
        Assert.Equal(2, _model.Control.Requests.Count);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await _world.DrainAsync();

        Assert.NotEmpty(await SegmentsAsync(ToHear));
        var refused = Assert.Single(_model.Control.Requests, request => request.Status is 429);
        var lengths = _model.Control.Requests.Where(request => request.Status is 200).Select(request => request.AudioBytes).ToList();
        Assert.Single(lengths, length => length == refused.AudioBytes);
        Assert.Equal(lengths.Distinct().Count(), lengths.Count);
    }

    [FFmpegTheory]
    [InlineData(InventionForm.Repeats, null, "in a row")]
    [InlineData(InventionForm.Syllables, null, "its words are not")]
    [InlineData(InventionForm.OtherLanguage, "ru", "")]
    public async Task Whatever_is_invented_stops_at_the_gate(InventionForm form, string? language, string words)
    {
        await StartAsync(TestEngine.Sqlite, language is null ? [] : [("Recognition:Language", language)]);
        _model!.Control.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Inventing, Invention = form };
        await HoldAsync(ToHear, ["audio"]);

        var recording = await FindAsync(ToHear);
        Assert.Equal("needs_attention", recording.State());
        Assert.Contains(words, recording.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Empty(recording.GetProperty("deliverables").EnumerateArray());
    }

    [FFmpegTheory]
    [InlineData(ModelBehaviour.ServerError)]
    [InlineData(ModelBehaviour.Garbage)]
    [InlineData(ModelBehaviour.Hanging)]
    [InlineData(ModelBehaviour.QuotaExceeded)]
    public async Task A_server_that_never_hears_is_told_and_Zooms_text_serves_all_the_same(ModelBehaviour behaviour)
    {
        await StartAsync(TestEngine.Sqlite, ("Recognition:PieceTimeLimit", "00:00:01"));
        _model!.Control.Behaviour = new ModelRule { Behaviour = behaviour };
        await HoldAsync(Written, ["audio", "transcript"]);
        for (var i = 0; i < 8; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(30));
            await _world!.DrainAsync();
        }

        var recording = await FindAsync(Written);
        Assert.True(recording.State() is "ready", recording.GetRawText());
        var state = await _world!.GetAsync($"/api/v1/recordings/{recording.GetProperty("id")}/transcript");
        Assert.Equal("zoom", state.GetProperty("source").GetString());
        var told = Assert.Single(state.GetProperty("recognitions").EnumerateArray()).GetProperty("failure").GetString();
        Assert.Contains("recognises speech", told, StringComparison.Ordinal);
        Assert.Contains(told!, recording.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.InRange(_model.Control.Requests.Count, 1, 6);
    }

    [FFmpegTheory]
    [Engines]
    public async Task A_server_that_fails_in_the_middle_is_not_asked_for_ever_and_what_is_mended_is_heard_by_processing_again(TestEngine engine)
    {
        await StartAsync(engine, ("Recognition:LongestPiece", "00:00:20"));
        _model!.Control.AddRule(new ModelRule { Behaviour = ModelBehaviour.ServerError, Nth = 3 });
        await HoldAsync(ToHear, ["audio"]);
        for (var i = 0; i < 10; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(30));
            await _world!.DrainAsync();
        }

        var recording = await FindAsync(ToHear);
        Assert.Equal("needs_attention", recording.State());
        Assert.Contains("in trouble (500)", recording.GetProperty("reason").GetString(), StringComparison.Ordinal);
        var asked = _model.Control.Requests.Count;
        Assert.InRange(asked, 3, 10);

        _model.Control.ClearRules();
        await SendAsync(HttpMethod.Post, $"/api/v1/recordings/{recording.GetProperty("id")}/process");

        Assert.Equal(_world!.Zoom.Heard().Single(one => one.Name is ToHear).Lines.Select(line => line.Text), (await SegmentsAsync(ToHear)).Select(Text), StringComparer.Ordinal);
        var lengths = _model.Control.Requests.Where(request => request.Status is 200).Select(request => request.AudioBytes).ToList();
        Assert.Equal(lengths.Distinct().Count(), lengths.Count);
    }

    [FFmpegFact]
    public async Task A_day_that_a_server_asks_to_wait_does_not_hold_up_Zooms_text()
    {
        await StartAsync(TestEngine.Sqlite);
        _model!.Control.AddRule(new ModelRule { Behaviour = ModelBehaviour.RateLimited, RetryAfter = TimeSpan.FromHours(20), Times = 1 });
        await HoldAsync(Written, ["audio", "transcript"]);
        Assert.Equal("zoom", (await StateAsync(Written)).GetProperty("source").GetString());

        _clock.Advance(TimeSpan.FromHours(21));
        await _world!.Server.Services.GetRequiredService<BeginDueRecognitions>().RunAsync(CancellationToken.None);
        await _world.DrainAsync();

        Assert.Equal("recognised", (await StateAsync(Written)).GetProperty("source").GetString());
        Assert.Equal(2, _model.Control.Requests.Count);
    }

    public async ValueTask DisposeAsync()
    {
        _model?.Control.LetGo();
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }

        if (_model is not null)
        {
            await _model.DisposeAsync();
        }
    }

    private async Task StartAsync(TestEngine engine, params (string Name, string Value)[] more)
    {
        _model = await OpenAiSimulator.StartAsync(
            new OpenAiSimulatorOptions { ApiKey = Key, HeardNow = () => [.. _world?.Zoom.Heard().Where(one => one.Name is ToHear or Written) ?? []] }, CancellationToken.None);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Recognition:Endpoint"] = new Uri(_model.Address, "/v1").ToString(),
            ["Recognition:ApiKey"] = Key,
            ["Recognition:When"] = "always",
            ["Recognition:WaitForZoom"] = "00:00:00",
        };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        _world = await World.StartAsync(engine, _clock, settings);

        // A sign-in ends after a quarter of an hour; a key does not.
        var key = await _world.Owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"of the test","scope":"manage"}""");
        _world.Owner.DefaultRequestHeaders.Authorization = new("Bearer", key.Json.GetProperty("key").GetString());
    }

    private async Task HoldAsync(string topic, string[] files)
    {
        await _world!.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = topic, Words = Meetings.English, Language = "en", Files = files }, CancellationToken.None);
        await _world.DrainAsync();
    }

    private async Task<(int Code, string? ErrorCode)> SendAsync(HttpMethod method, string path)
    {
        var answer = await _world!.Owner.SendAsync(method, path);
        await _world.DrainAsync();
        return (answer.Code, answer.Code < 400 ? null : answer.ErrorCode);
    }

    private async Task<JsonElement> StateAsync(string topic) =>
        await _world!.GetAsync($"/api/v1/recordings/{(await FindAsync(topic)).GetProperty("id")}/transcript");

    private async Task<JsonElement> FindAsync(string topic) =>
        (await _world!.RecordingsAsync()).Single(one => one.GetProperty("topic").GetString() == topic);

    private async Task<IReadOnlyList<JsonElement>> SegmentsAsync(string topic)
    {
        var recording = await FindAsync(topic);
        Assert.True(recording.State() is "ready", recording.GetRawText());
        return
        [
            .. (await _world!.GetAsync($"/api/v1/recordings/{recording.GetProperty("id")}/transcript.json")).GetProperty("segments").EnumerateArray(),
        ];
    }

    private static string? Text(JsonElement segment) => segment.GetProperty("text").GetString();

    private static long Start(JsonElement segment) => segment.GetProperty("start_ms").GetInt64();

    private static string? Speaker(JsonElement segment) => segment.GetProperty("speaker").GetString();
}
