using System.Text.Json;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Simulator;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Models;

/// <summary>A server with a model beside it, and one meeting.</summary>
internal sealed class ModelScene : IAsyncDisposable
{
    public const string Model = "gpt-4o-mini";
    public const string Topic = "Written by a model";

    private static readonly string[] Lists = ["summary", "key_points", "decisions", "questions", "sentiment"];

    private ModelScene(OpenAiSimulator model, World world)
    {
        Simulator = model;
        World = world;
    }

    public OpenAiSimulator Simulator { get; }

    public OpenAiControl Script => Simulator.Control;

    public World World { get; }

    public static async Task<ModelScene> StartAsync(TestEngine engine, TestClock clock, params (string Name, string Value)[] settings)
    {
        var model = await OpenAiSimulator.StartAsync(new OpenAiSimulatorOptions(), CancellationToken.None);
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Model:Endpoint"] = new Uri(model.Address, "/v1").ToString(),
            ["Model:Name"] = Model,
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var world = await World.StartAsync(engine, clock, all);
        var key = await world.Owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"of the test","scope":"manage"}""");
        world.Owner.DefaultRequestHeaders.Authorization = new("Bearer", key.Json.GetProperty("key").GetString());
        return new ModelScene(model, world);
    }

    /// <summary>Holds a meeting and goes on until nothing is due.</summary>
    public async Task HoldAsync(string? words = null, string dialogue = "weekly-1.en", string language = "en")
    {
        await World.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = Topic, Dialogue = words is null ? dialogue : null, Words = words, Language = language, Files = ["transcript"] },
            CancellationToken.None);
        await World.DrainAsync();
    }

    public async Task<JsonElement> RecordingAsync() =>
        (await World.RecordingsAsync()).Single(one => one.GetProperty("topic").GetString() == Topic);

    public async Task<JsonElement> DeliverableAsync(string template = "summary")
    {
        var recording = await RecordingAsync();
        Assert.True(recording.State() is "ready", recording.GetRawText());
        var items = (await World.GetAsync($"/api/v1/recordings/{recording.GetProperty("id")}/deliverables")).GetProperty("items").EnumerateArray();
        var id = items.Single(one => one.GetProperty("template").GetString() == template).GetProperty("id").GetInt64();
        return (await World.GetAsync($"/api/v1/deliverables/{id}")).GetProperty("document");
    }

    public async Task<IReadOnlyDictionary<int, string>> SegmentsAsync()
    {
        var id = (await RecordingAsync()).GetProperty("id").GetInt64();
        return (await World.GetAsync($"/api/v1/recordings/{id}/transcript.json")).GetProperty("segments").EnumerateArray()
            .ToDictionary(one => one.GetProperty("number").GetInt32(), one => one.GetProperty("text").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        // First the one that may keep a call of the other.
        Simulator.Control.LetGo();
        await World.DisposeAsync();
        await Simulator.DisposeAsync();
    }

    /// <summary>All statements of a document, whatever list they stand in.</summary>
    public static IReadOnlyList<(string Text, int[] Segments)> Statements(JsonElement document) =>
    [
        .. Lists
            .SelectMany(list => document.GetProperty(list).EnumerateArray().Select(one => (one.GetProperty("text").GetString()!, Numbers(one)))),
        .. document.GetProperty("action_items").EnumerateArray().Select(one => (one.GetProperty("task").GetString()!, Numbers(one))),
    ];

    private static int[] Numbers(JsonElement statement) => [.. statement.GetProperty("segments").EnumerateArray().Select(one => one.GetInt32())];
}
