using System.Text.Json;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Transcripts;

/// <summary>What is known of a transcript, who speaks in it, and whether it is believed.</summary>
public sealed class TranscriptStateTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task An_invented_transcript_stops_at_the_gate_until_a_person_accepts_it(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine, _clock);
        await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = "Silence", Words = string.Join('\n', Enumerable.Repeat("Maria: Thank you for watching.", 54)), Files = ["audio", "transcript"] },
            CancellationToken.None);
        await world.DrainAsync();
        var recording = await FindAsync(world, "Silence");
        var route = $"/api/v1/recordings/{recording.GetProperty("id").GetInt64()}";

        Assert.Equal("needs_attention", recording.State());
        Assert.Contains("54 times in a row", recording.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Empty(recording.GetProperty("deliverables").EnumerateArray());
        var state = await world.GetAsync($"{route}/transcript");
        Assert.Equal(("failed", 54), (Gate(state), state.GetProperty("measures").GetProperty("longest_run").GetInt32()));

        var accepted = await world.Owner.SendAsync(HttpMethod.Post, $"{route}/transcript/accept");
        await world.DrainAsync();
        Assert.Equal((200, "accepted"), (accepted.Code, Gate(accepted.Json)));
        recording = await FindAsync(world, "Silence");
        Assert.Equal("ready", recording.State());
        Assert.Single(recording.GetProperty("deliverables").EnumerateArray());

        var withdrawn = await world.Owner.SendAsync(HttpMethod.Delete, $"{route}/transcript/accept");
        await world.DrainAsync();
        Assert.Equal((200, "failed"), (withdrawn.Code, Gate(withdrawn.Json)));
        Assert.Equal("needs_attention", (await FindAsync(world, "Silence")).State());
        var audit = await world.GetAsync("/api/v1/audit?limit=50");
        Assert.Contains("transcript.accepted", audit.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("transcript.acceptance_withdrawn", audit.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_speaker_is_called_as_a_person_says_in_every_format_and_in_what_is_made(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine, _clock);
        await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = "Names", Dialogue = "design.en", Files = ["transcript"] }, CancellationToken.None);
        await world.DrainAsync();
        var route = $"/api/v1/recordings/{(await FindAsync(world, "Names")).GetProperty("id").GetInt64()}";
        var before = await world.GetAsync($"{route}/transcript");
        Assert.Equal(["Omar Haddad", "Lena Fischer"], before.GetProperty("speakers").EnumerateArray().Select(one => one.GetProperty("label").GetString()).OrderDescending(StringComparer.Ordinal), StringComparer.Ordinal);

        var named = await world.Owner.SendAsync(HttpMethod.Put, $"{route}/speakers", """{"names":{"Omar Haddad":"Omar  (client)"}}""");
        await world.DrainAsync();

        Assert.Equal(200, named.Code);
        Assert.Contains("Omar (client)", named.Text, StringComparison.Ordinal);
        foreach (var format in new[] { "vtt", "srt", "txt", "json", "md" })
        {
            var text = (await world.Owner.SendAsync(HttpMethod.Get, $"{route}/transcript.{format}")).Text;
            Assert.Contains(format is "md" ? "Omar" : "Omar (client)", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Omar Haddad", text, StringComparison.Ordinal);
        }

        var made = (await FindAsync(world, "Names")).GetProperty("deliverables")[0].GetProperty("id").GetInt64();
        var deliverable = await world.GetAsync($"/api/v1/deliverables/{made}");
        Assert.Contains("Omar (client)", deliverable.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(2, deliverable.GetProperty("version").GetInt32());

        await world.Owner.SendAsync(HttpMethod.Put, $"{route}/speakers", """{"names":{"Omar Haddad":null}}""");
        Assert.Contains("Omar Haddad", (await world.Owner.SendAsync(HttpMethod.Get, $"{route}/transcript.txt")).Text, StringComparison.Ordinal);
        var wrong = await world.Owner.SendAsync(HttpMethod.Put, $"{route}/speakers", """{"names":{"Omar Haddad":" "}}""");
        Assert.Equal((422, "names.Omar Haddad"), (wrong.Code, wrong.Fields.Single()));
        Assert.Equal(422, (await world.Owner.SendAsync(HttpMethod.Put, $"{route}/speakers", """{"names":{}}""")).Code);
    }

    [Theory]
    [Engines]
    public async Task What_was_written_in_the_chat_stands_beside_what_was_said_and_is_no_speech(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine, _clock);
        await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = "With chat", Dialogue = "weekly-1.en", Files = ["transcript", "chat"] }, CancellationToken.None);
        await world.DrainAsync();
        var route = $"/api/v1/recordings/{(await FindAsync(world, "With chat")).GetProperty("id").GetInt64()}";

        var json = (await world.GetAsync($"{route}/transcript.json")).GetProperty("segments").EnumerateArray().ToList();
        var chat = json.Where(one => one.GetProperty("is_chat").GetBoolean()).ToList();
        Assert.NotEmpty(chat);
        Assert.Equal(Enumerable.Range(1, json.Count), json.Select(one => one.GetProperty("number").GetInt32()));
        var written = chat[0].GetProperty("text").GetString()!;
        Assert.Contains(written, (await world.Owner.SendAsync(HttpMethod.Get, $"{route}/transcript.txt")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(written, (await world.Owner.SendAsync(HttpMethod.Get, $"{route}/transcript.vtt")).Text, StringComparison.Ordinal);
        Assert.Equal(
            json.Count - chat.Count, (await world.GetAsync($"{route}/transcript")).GetProperty("measures").GetProperty("segments").GetInt32());
    }

    [Theory]
    [Engines]
    public async Task Captions_serve_where_there_is_no_transcript_and_the_timeline_says_who_spoke(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine, _clock);
        var held = await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = "Captions", Dialogue = "design.en", Files = ["captions", "timeline"] }, CancellationToken.None);
        await world.DrainAsync();
        var route = $"/api/v1/recordings/{(await FindAsync(world, "Captions")).GetProperty("id").GetInt64()}";

        var state = await world.GetAsync($"{route}/transcript");
        Assert.Equal(("captions", "passed"), (state.GetProperty("source").GetString(), Gate(state)));
        var segments = (await world.GetAsync($"{route}/transcript.json")).GetProperty("segments").EnumerateArray().ToList();
        Assert.All(segments, segment => Assert.NotNull(segment.GetProperty("speaker").GetString()));
        Assert.NotNull(held);
    }

    private static string? Gate(JsonElement state) => state.GetProperty("gate").GetString();

    private static async Task<JsonElement> FindAsync(World world, string topic) =>
        (await world.RecordingsAsync()).Single(one => one.GetProperty("topic").GetString() == topic);
}
