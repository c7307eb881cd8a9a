using Reconvene.Client.Deliverables;
using Reconvene.Server.Deliverables;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Example;

/// <summary>The public transcript of 2020, held as a meeting at the simulated Zoom and taken by the whole server.</summary>
internal sealed class ExampleScene
{
    public const string Vtt = "zoom/samples/files/transcript-2020-a.vtt";
    public const string Topic = "Seminar: asking the right questions of data (2020)";

    private readonly World _world;
    private readonly long _recording;

    private ExampleScene(World world, long recording)
    {
        _world = world;
        _recording = recording;
    }

    /// <summary>Holds it as a webinar: of one Zoom tells no attendance, so nobody stands among the participants who did not speak.</summary>
    public static async Task<ExampleScene> StartAsync(World world)
    {
        await world.Control.HoldMeetingAsync(
            new HoldMeeting
            {
                Topic = Topic,
                Type = 5,
                Transcript = await File.ReadAllTextAsync(SharedFactAttribute.PathOf(Vtt)!),
                Files = ["transcript"],
            },
            CancellationToken.None);
        await world.DrainAsync();
        var recording = (await world.RecordingsAsync()).Single(one => one.GetProperty("topic").GetString() == Topic);
        Assert.True(recording.State() is "ready", recording.GetRawText());
        return new ExampleScene(world, recording.GetProperty("id").GetInt64());
    }

    /// <summary>The deliverable as a file, such as <c>md</c>.</summary>
    public async Task<string> ReadAsync(string format)
    {
        var made = await _world.GetAsync($"/api/v1/recordings/{_recording}/deliverables");
        var id = Assert.Single(made.GetProperty("items").EnumerateArray()).GetProperty("id").GetInt64();
        return (await _world.Owner.SendAsync(HttpMethod.Get, $"/api/v1/deliverables/{id}.{format}")).Text;
    }

    public async Task<DeliverableDocument> DocumentAsync() => DeliverableJson.Read(await ReadAsync("json"));

    /// <summary>What was spoken, by number.</summary>
    public async Task<IReadOnlyDictionary<int, string>> SpokenAsync() =>
        (await _world.GetAsync($"/api/v1/recordings/{_recording}/transcript.json")).GetProperty("segments").EnumerateArray()
            .ToDictionary(one => one.GetProperty("number").GetInt32(), one => one.GetProperty("text").GetString()!);
}
