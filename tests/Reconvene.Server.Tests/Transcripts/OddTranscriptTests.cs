using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Transcripts;

/// <summary>Transcripts of Zoom's that are not as they should be, on their whole way: what is true of them is read, the rest is told.</summary>
public sealed partial class OddTranscriptTests
{
    private const string Whole = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:05.000\nMaria: We begin with the release plan.\n\n";

    private readonly TestClock _clock = new();

    [Theory]
    [InlineData("", 0, "needs_attention", "Nothing was said")]
    [InlineData("WEBVTT\n\n", 0, "needs_attention", "Nothing was said")]
    [InlineData(Whole + "2\n00:00:06.000 --> 00:0", 1, "ready", "")]
    [InlineData(Whole + "2\n00:00:xx.000 --> 00:00:09.000\nTom: Lost.\n\n3\n00:00:10.000 --> 00:00:12.000\nTom: The invoices are ready.\n", 2, "ready", "")]
    public async Task What_is_true_of_a_broken_file_is_read_and_an_empty_one_stops_at_the_gate(string vtt, int segments, string state, string reason)
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite, _clock);
        await HoldAsync(world, "Odd", Encoding.UTF8.GetBytes(vtt), ["transcript"]);

        var recording = await FindAsync(world, "Odd");
        Assert.True(recording.State() == state, recording.GetRawText());
        Assert.Contains(reason, recording.GetProperty("reason").GetString() ?? "", StringComparison.Ordinal);
        Assert.Equal(state is "ready", recording.GetProperty("deliverables").GetArrayLength() > 0);
        var told = await world.GetAsync($"/api/v1/recordings/{recording.GetProperty("id")}/transcript");
        Assert.Equal(segments, told.GetProperty("segments").GetInt32());
        Assert.NotEmpty(told.GetProperty("faults").EnumerateArray());
    }

    [Theory]
    [Engines]
    public async Task Stretches_that_overlap_are_all_read_in_the_order_in_which_they_begin(TestEngine engine)
    {
        const string Vtt = "WEBVTT\n\n1\n00:00:04.000 --> 00:00:09.000\nTom: The invoices are ready for the release.\n\n2\n00:00:01.000 --> 00:00:08.000\nMaria: We begin with the release plan for the spring.\n";
        await using var world = await World.StartAsync(engine, _clock);
        await HoldAsync(world, "Odd", Encoding.UTF8.GetBytes(Vtt), ["transcript"]);

        Assert.Equal([(1000, 8000, "Maria"), (4000, 9000, "Tom")], await SegmentsAsync(world, "Odd"));
    }

    [Theory]
    [Engines]
    public async Task A_transcript_without_speakers_has_them_from_the_timeline(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine, _clock);
        var transcript = await HoldAsync(world, "Odd", null, ["transcript", "timeline"]);
        var named = await SegmentsAsync(world, "Odd");
        Assert.All(named, segment => Assert.NotNull(segment.Speaker));
        var id = (await FindAsync(world, "Odd")).GetProperty("id").GetInt64();
        var vtt = (await world.Owner.SendAsync(HttpMethod.Get, $"/api/v1/recordings/{id}/transcript.vtt")).Text;

        // The same without a name, which Zoom lists with another size.
        world.Control.ReplaceBytes(transcript, Encoding.UTF8.GetBytes(Speaker().Replace(vtt, "")));
        await world.SyncAsync();

        Assert.DoesNotContain("Maria", await HeldTextAsync(world, id), StringComparison.Ordinal);
        Assert.Equal(named, await SegmentsAsync(world, "Odd"));
    }

    /// <summary>What is held of Zoom's transcript, as it came.</summary>
    private static async Task<string> HeldTextAsync(World world, long recording)
    {
        var file = (await world.GetAsync($"/api/v1/recordings/{recording}")).GetProperty("files").EnumerateArray()
            .Single(one => one.GetProperty("file_type").GetString() is "TRANSCRIPT").GetProperty("id").GetInt64();
        return (await world.Owner.SendAsync(HttpMethod.Get, $"/api/v1/recordings/{recording}/files/{file}/content")).Text;
    }

    /// <summary>Gives the key of the transcript.</summary>
    private static async Task<string> HoldAsync(World world, string topic, byte[]? transcript, string[] files)
    {
        var held = await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = topic, Words = Meetings.English, Files = files, SendWebhooks = false }, CancellationToken.None);
        var key = world.Control.FilesOf(held.Meeting.Uuid).Single(file => file.FileType is "TRANSCRIPT").Key;
        if (transcript is not null)
        {
            world.Control.ReplaceBytes(key, transcript);
        }

        await world.SyncAsync();
        return key;
    }

    private static async Task<IReadOnlyList<(int Start, int End, string? Speaker)>> SegmentsAsync(World world, string topic)
    {
        var id = (await FindAsync(world, topic)).GetProperty("id").GetInt64();
        return
        [
            .. (await world.GetAsync($"/api/v1/recordings/{id}/transcript.json")).GetProperty("segments").EnumerateArray().Select(segment =>
                (segment.GetProperty("start_ms").GetInt32(), segment.GetProperty("end_ms").GetInt32(), segment.GetProperty("speaker").GetString())),
        ];
    }

    private static async Task<JsonElement> FindAsync(World world, string topic) =>
        (await world.RecordingsAsync()).Single(one => one.GetProperty("topic").GetString() == topic);

    [GeneratedRegex(@"^(<v [^>]*>|[^:\n]+: )", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Speaker();
}
