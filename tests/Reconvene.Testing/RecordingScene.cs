using System.Text.Json;
using Reconvene.Simulator.Control;

namespace Reconvene.Testing;

/// <summary>A world in which one meeting was held, and what came of it.</summary>
internal sealed class RecordingScene : IAsyncDisposable
{
    public const string Talk =
        "Maria: We begin with the release plan for the spring.\nTom: Every invoice of the release has to be checked twice.\n"
        + "Maria: Then we decided that the release comes on Tuesday.\nTom: I will send the plan to everybody tomorrow.";

    /// <summary>As speech models invent it.</summary>
    public static readonly string Invented = string.Join('\n', Enumerable.Repeat("Maria: Thank you for watching.", 54));

    private RecordingScene(World world, long id)
    {
        World = world;
        Id = id;
    }

    public World World { get; }

    public ServerUnderTest Server => World.Server;

    public long Id { get; }

    public string Page => $"/recordings/{Id}";

    public static async Task<RecordingScene> StartAsync(
        TestEngine engine, string words = Talk, string[]? files = null, string topic = "Release", Dictionary<string, string>? settings = null)
    {
#pragma warning disable CA2000 // The scene disposes it.
        var world = await World.StartAsync(engine, settings: settings);
#pragma warning restore CA2000
        try
        {
            return new RecordingScene(world, await HoldAsync(world, topic, words, files ?? ["video", "audio", "transcript"]));
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Holds a meeting and waits until its recording has gone its way.</summary>
    public static async Task<long> HoldAsync(World world, string topic, string words, params string[] files)
    {
        await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = topic, Words = words, Files = files }, CancellationToken.None);
        await world.DrainAsync();
        return (await world.RecordingsAsync()).First(one => one.GetProperty("topic").GetString() == topic).GetProperty("id").GetInt64();
    }

    public Task<JsonElement> ReadAsync() => World.GetAsync($"/api/v1/recordings/{Id}");

    /// <summary>The segments of the transcript.</summary>
    public async Task<IReadOnlyList<JsonElement>> SegmentsAsync() =>
        [.. (await World.GetAsync($"/api/v1/recordings/{Id}/transcript.json")).GetProperty("segments").EnumerateArray()];

    /// <summary>Id of the held file of a type, such as <c>MP4</c>.</summary>
    public async Task<long> FileAsync(string type) => (await ReadAsync()).GetProperty("files").EnumerateArray()
        .First(file => file.GetProperty("file_type").GetString() == type).GetProperty("id").GetInt64();

    public async Task<long> DeliverableAsync() => (await ReadAsync()).GetProperty("deliverables")[0].GetProperty("id").GetInt64();

    public async Task ChangeAsync(string sql, object? arguments = null)
    {
        await using var work = await Server.Database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(sql, arguments, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
