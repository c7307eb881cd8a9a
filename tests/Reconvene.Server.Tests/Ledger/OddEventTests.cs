using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Tests.Sources;
using Reconvene.Server.Tests.Webhooks;
using Reconvene.Testing;
using Xunit.Abstractions;

namespace Reconvene.Server.Tests.Ledger;

/// <summary>F43: events of unknown names and known events of new shapes are taken, kept and counted, and trip nobody.</summary>
public sealed class OddEventTests(ITestOutputHelper output)
{
    private const string SeedVariable = "RECONVENE_FUZZ_SEED";
    private const int Events = 400;

    // Of the events that are acted on, so that there is something to mutate where Zoom's samples are not at hand.
    private static readonly string[] Shapes =
    [
        """{"event":"recording.completed","event_ts":1,"payload":{"account_id":"","object":{"uuid":"4444AAAiAAAAAiAiAiiAii==","id":1234567890,"host_id":"x1yCz","topic":"T","recording_files":[{"id":"f","file_type":"MP4"}]}},"download_token":"x"}""",
        """{"event":"recording.transcript_completed","event_ts":1,"payload":{"account_id":"","object":{"uuid":"/4444AAAiAAAAAiAiAiiAii==","id":1234567890,"recording_files":[]}}}""",
        """{"event":"recording.renamed","event_ts":1,"payload":{"account_id":"","object":{"uuid":"a==","id":1,"topic":"old"},"recording_file":{"uuid":"a==","topic":"new"}}}""",
        """{"event":"recording.trashed","event_ts":1,"payload":{"account_id":"","object":{"uuid":"a==","id":1,"host_id":"h"}}}""",
        """{"event":"recording.batch_trashed","event_ts":1,"payload":{"account_id":"","operation":"trash_user_recordings","object":{"meeting_uuids":["a==","b=="]}}}""",
        """{"event":"recording.batch_deleted","event_ts":1,"payload":{"account_id":"","object":{"meetings":[{"meeting_uuid":"a==","recording_file_ids":["f"]},{"meeting_uuid":"b=="}]}}}""",
        """{"event":"user.updated","event_ts":1,"payload":{"account_id":"","old_object":{"id":"u","email":"a@b"},"object":{"id":"u","email":"c@d"}}}""",
        """{"event":"user.deleted","event_ts":1,"payload":{"account_id":"","object":{"id":"u","email":"a@b","type":1}}}""",
        """{"event":"app_deauthorized","payload":{"account_id":"","user_id":"u","signature":"s","deauthorization_time":"2019-06-17T13:52:28.632Z","client_id":"c"}}""",
    ];

    [Theory]
    [Engines]
    public async Task Whatever_shape_an_event_has_it_is_kept_and_nothing_throws(TestEngine engine)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var given)
            ? given
            : RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"{SeedVariable}={seed}");
        var mutate = new MutateEvent(seed);
        await using var world = await SyncScene.StartAsync(engine, new TestClock());
        var held = await world.HoldQuietlyAsync("Not to be disturbed");
        await world.SendAsync(world.Event("recording.completed", held.Meeting.Uuid));
        await world.DrainAsync();
        var before = await world.OnlyRecordingAsync();
        var account = world.Control.World().AccountId;
        var originals = Shapes.Concat(SamplesTheoryAttribute.Files().Where(IsActedOn).Select(File.ReadAllText)).ToList();
        var bodies = new HashSet<string>(StringComparer.Ordinal);

        for (var number = 0; number < Events; number++)
        {
            var body = mutate.Run(originals[number % originals.Count], account, held.Meeting.Uuid, world.Control.Now);
            bodies.Add(body);
            var answer = await world.PostSignedAsync("/webhooks/zoom", world.Control.World().WebhookSecret, body);
            Assert.True(answer.Code is 200, $"Seed {seed}: {answer.Code} {answer.Text} for {body}");
        }

        await world.SettleAsync();

        var rows = await world.Server.Database.QueryAsync<string>(
            "SELECT state || ' ' || COALESCE(reason, '') FROM webhook_events", null, CancellationToken.None);
        Assert.Equal(bodies.Count + 1, rows.Count);
        Assert.All(rows, row => Assert.True(
            (row.StartsWith("kept ", StringComparison.Ordinal) || row.StartsWith("done", StringComparison.Ordinal))
                && !row.Contains("Given up", StringComparison.Ordinal),
            $"Seed {seed}: {row}"));
        Assert.DoesNotContain(world.Server.LogLines, line => line.Contains("threw", StringComparison.Ordinal));
        var after = await world.OnlyRecordingAsync();
        Assert.Equal((before.State(), before.GetProperty("files").GetRawText()), (after.State(), after.GetProperty("files").GetRawText()));
        Assert.Equal("listed", after.Text("at_zoom"));
    }

    [Theory]
    [Engines]
    public async Task What_is_kept_because_nobody_knows_it_is_counted(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var counted = new ConcurrentQueue<string>();
        var factory = world.Server.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory)
                && instrument.Name is "reconvene.webhooks.accepted" or "reconvene.webhooks.handled")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, number, tags, _) =>
            counted.Enqueue($"{instrument.Name} {(tags.Length > 0 ? tags[0].Value : "")} {number}"));
        listener.Start();

        foreach (var body in (string[])["""{"event":"recording.of_tomorrow"}""", """{"event":null}""", """{"event":{"a":1}}""", """{"payload":{}}""", """{"event":"recording.completed","payload":[]}"""])
        {
            Assert.Equal(200, (await world.PostSignedAsync("/webhooks/zoom", world.Control.World().WebhookSecret, body)).Code);
        }

        await world.DrainAsync();

        Assert.Equal(5, counted.Count(one => one is "reconvene.webhooks.accepted  1"));
        Assert.Equal(5, counted.Count(one => one is "reconvene.webhooks.handled kept 1"));
    }

    private static bool IsActedOn(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return name.StartsWith("recording.", StringComparison.Ordinal) || name.StartsWith("user.", StringComparison.Ordinal);
    }
}

/// <summary>Drops, renames and retypes members of an event; its name stays, is gone or no text, or becomes one that nobody knows.</summary>
internal sealed class MutateEvent(int seed)
{
#pragma warning disable CA5394 // A failure must be had again from its seed.
    private readonly Random _random = new(seed);

    public string Run(string original, string account, string uuid, DateTimeOffset now)
    {
        var root = JsonNode.Parse(original)!.AsObject();
        root["event_ts"] = now.ToUnixTimeMilliseconds();
        if (root["payload"] is JsonObject payload)
        {
            payload["account_id"] = account;
            if (payload["object"] is JsonObject subject && subject.ContainsKey("uuid") && _random.Next(2) is 0)
            {
                subject["uuid"] = uuid;
            }
        }

        var times = _random.Next(1, 4);
        for (var time = 0; time < times; time++)
        {
            Mutate(root);
        }

        return root.ToJsonString();
    }

    private void Mutate(JsonObject root)
    {
        if (_random.Next(15) is 0)
        {
            root["event"] = $"recording.of_tomorrow_{_random.Next(1000)}";
            return;
        }

        switch (_random.Next(30))
        {
            case 0:
                root.Remove("event");
                return;
            case 1 or 2:
                root["event"] = Other();
                return;
        }

        var places = Places(root).Where(place => place.Name is not "event").ToList();
        if (places.Count is 0)
        {
            return;
        }

        var (parent, name) = places[_random.Next(places.Count)];
        switch (_random.Next(3))
        {
            case 0:
                parent.Remove(name);
                break;
            case 1:
                var value = parent[name]?.DeepClone();
                parent.Remove(name);
                parent[$"{name}_{_random.Next(10)}"] = value;
                break;
            default:
                parent[name] = Other();
                break;
        }
    }

    private JsonNode? Other() => _random.Next(13) switch
    {
        0 => null,
        1 => new JsonArray(),
        2 => new JsonObject(),
        3 => new JsonArray(1, "two", null, new JsonObject { ["meeting_uuid"] = 3 }),
        4 => true,
        5 => -1,
        6 => 1e300,
        7 => "",
        8 => "a\0b",
        9 => "\uD83C\uDF92\u202E/../%00'\"",
        10 => new string('x', 3000),
        11 => new JsonObject { ["uuid"] = new JsonArray("deep") },
        _ => _random.NextInt64().ToString(CultureInfo.InvariantCulture),
    };
#pragma warning restore CA5394

    private static IEnumerable<(JsonObject Parent, string Name)> Places(JsonNode? node) => node switch
    {
        JsonObject parent => parent.SelectMany(member => Places(member.Value).Prepend((parent, member.Key))),
        JsonArray list => list.SelectMany(Places),
        _ => [],
    };
}
