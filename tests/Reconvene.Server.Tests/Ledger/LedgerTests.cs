using System.Text.Json;
using Reconvene.Server.Tests.Sources;
using Reconvene.Simulator.Control;
using Reconvene.Testing;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Tests.Ledger;

/// <summary>What Zoom lists, what is held, and what is missing and why.</summary>
public sealed class LedgerTests
{
    private const string Reading = "/v2/meetings/{meeting}/recordings";
    private const string NotThere = """{"code":3301,"message":"This recording does not exist."}""";

    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task A_recording_that_can_no_longer_be_read_is_believed_gone_only_when_the_list_lacks_it_twice(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.OnlyAsync(world.UserId("priya.nair@sim.example"));
        var held = await world.HoldQuietlyAsync("Soon gone");
        world.Fault(404, NotThere, times: null, path: Reading);
        await world.SyncAsync("?from_date=2026-03-02");
        Assert.Equal("queued", (await world.OnlyRecordingAsync()).State());
        _clock.Advance(TimeSpan.FromHours(1));
        await world.DrainAsync();
        Assert.Equal("queued", (await world.OnlyRecordingAsync()).State());

        world.Fault(200, """{"total_records":0,"meetings":[]}""", times: null);
        var before = Listings();
        for (var waited = TimeSpan.Zero; Listings() == before && waited < TimeSpan.FromHours(1); waited += TimeSpan.FromSeconds(30))
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            await world.DrainAsync();
        }

        Assert.True(Listings() > before);
        Assert.Equal("queued", (await world.OnlyRecordingAsync()).State());
        _clock.Advance(TimeSpan.FromMinutes(3));
        await world.DrainAsync();

        var gone = await world.OnlyRecordingAsync();
        Assert.Equal("gone_at_zoom", gone.State());
        Assert.All(gone.Files(), file => Assert.Equal("missing", file.State()));
        var day = Assert.Single((await world.GetAsync("/api/v1/ledger?from=2026-03-02")).EnumerateArray());
        Assert.Equal((2, 0), (day.GetProperty("listed").GetInt32(), day.GetProperty("held").GetInt32()));
        Assert.All(day.GetProperty("missing").EnumerateArray(), file => Assert.Contains("Removed at Zoom", file.GetProperty("reason").GetString(), StringComparison.Ordinal));
        Assert.Equal(2, day.GetProperty("missing").GetArrayLength());

        world.Control.ClearFaults();
        await world.SyncAsync("?from_date=2026-03-02");
        var back = await world.OnlyRecordingAsync();
        Assert.Equal("ready", back.State());
        world.HoldsWhatZoomHas(back, held.Meeting.Uuid);

        // Beside the list the trash is asked for, which has no days.
        int Listings() => world.Listings().Count(listing => listing.From is not null);
    }

    [Theory]
    [Engines]
    public async Task What_is_held_stays_when_it_is_trashed_at_Zoom_and_a_recovery_changes_nothing(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        var held = await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Trashed later" }, CancellationToken.None);
        await world.DrainAsync();
        var before = await world.OnlyRecordingAsync();
        Assert.Equal("ready", before.State());
        var zoom = await world.ClientAsync();
        var uuid = new MeetingUuid(held.Meeting.Uuid);

        await zoom.TrashRecordingAsync(MeetingReference.Of(uuid), CancellationToken.None);
        for (var minutes = 0; minutes < 9; minutes += 3)
        {
            await world.DrainAsync();
            _clock.Advance(TimeSpan.FromMinutes(3));
        }

        await world.DrainAsync();
        var trashed = await world.OnlyRecordingAsync();
        Assert.All(trashed.Files(), file => Assert.Equal("held", file.State()));
        Assert.Single(trashed.GetProperty("deliverables").EnumerateArray());

        await zoom.RecoverRecordingAsync(uuid, CancellationToken.None);
        await world.DrainAsync();
        var back = await world.OnlyRecordingAsync();
        Assert.Equal("ready", back.State());
        Assert.Equal(before.GetProperty("files").GetRawText(), back.GetProperty("files").GetRawText());
    }

    [Theory]
    [Engines]
    public async Task A_file_whose_size_changes_at_Zoom_is_fetched_again(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var held = await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Edited" }, CancellationToken.None);
        await world.DrainAsync();
        var audio = held.Files.Single(file => file.FileType is "M4A").Key;
        world.Control.ResizeFile(audio, 123_456);

        await world.SyncAsync();

        var recording = await world.OnlyRecordingOfAsync("Edited");
        world.HoldsWhatZoomHas(recording, held.Meeting.Uuid);
        Assert.Contains(recording.Files(), file => file.GetProperty("sha256").GetString() == world.Control.ContentSha256(audio));
        Assert.Equal("ready", recording.State());
    }

    [Theory]
    [Engines]
    public async Task A_late_transcript_is_learned_by_its_event_and_becomes_a_deliverable(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = "Slow words", TranscriptAfter = TimeSpan.FromMinutes(30) }, CancellationToken.None);
        await world.DrainAsync();
        var early = await world.OnlyRecordingAsync();
        Assert.Equal(("held", 0), (early.State(), early.GetProperty("deliverables").GetArrayLength()));

        _clock.Advance(TimeSpan.FromMinutes(31));
        await world.Control.AdvanceClockAsync(TimeSpan.Zero, CancellationToken.None);
        await world.DrainAsync();

        var late = await world.OnlyRecordingAsync();
        Assert.Equal(("ready", 1), (late.State(), late.GetProperty("deliverables").GetArrayLength()));
    }

    [Theory]
    [Engines]
    public async Task A_recording_stopped_and_started_again_keeps_both_halves_and_makes_one_deliverable(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        await world.OnlyAsync(world.UserId("priya.nair@sim.example"));

        await world.SyncAsync();

        var recording = await world.OnlyRecordingOfAsync("Design review / player");
        Assert.Equal("ready", recording.State());
        Assert.Equal(2, recording.Files().Count(file => file.GetProperty("file_type").GetString() is "TRANSCRIPT"));
        world.HoldsWhatZoomHas(recording, world.Control.World().Meetings.Single(meeting => meeting.Topic == "Design review / player").Uuid);
        Assert.Single(recording.GetProperty("deliverables").EnumerateArray());
    }

    [Theory]
    [Engines]
    public async Task Long_topics_emoji_and_right_to_left_text_are_kept_as_they_are(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        string[] topics =
        [
            new string('ж', 10_000), "🎓🧑‍🏫 پرسش و پاسخ \u202Eabc\u202C שלום", "a\u0000b", new string('x', 9_999) + "🎒!", "<script>alert(1)</script>\r\n\t",
        ];
        foreach (var topic in topics)
        {
            await world.Control.HoldMeetingAsync(
                new HoldMeeting { Topic = topic, Files = ["transcript"] }, CancellationToken.None);
        }

        await world.DrainAsync();

        string[] expected = [topics[0], topics[1], "a\uFFFDb", new string('x', 9_999), topics[4]];
        var recordings = await world.RecordingsAsync();
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            recordings.Select(recording => recording.GetProperty("topic").GetString()).Order(StringComparer.Ordinal));
        Assert.All(recordings, recording => Assert.Equal("ready", recording.State()));
    }

    [Theory]
    [Engines]
    public async Task Days_are_told_per_connection_within_the_days_asked_for_and_only_to_their_tenant(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.OnlyAsync(world.Maria());
        await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = "By event", Files = ["transcript"] }, CancellationToken.None);
        await world.DrainAsync();
        await world.SyncAsync("?from_date=2026-02-10");
        var stranger = world.Server.Client(await Tenants.NewTenant.AddAsync(world.Server));

        var all = (await world.GetAsync("/api/v1/ledger?from=2026-02-01&to=2026-03-02")).EnumerateArray().ToList();
        var today = Assert.Single((await world.GetAsync($"/api/v1/ledger?from=2026-03-02&credential_id={world.Credential}")).EnumerateArray());
        Assert.True(all.Count > 2);
        Assert.Equal(all.Select(Day).Order(StringComparer.Ordinal), all.Select(Day), StringComparer.Ordinal);
        Assert.Equal(Day(today), Day(all[^1]));
        Assert.Equal(
            (await world.RecordingsAsync()).Count, all.Sum(day => day.GetProperty("recordings").GetInt32()));
        Assert.Equal(1, all.Sum(day => day.GetProperty("learned_by_webhook").GetInt32()));
        Assert.All(all, day => Assert.Equal(
            day.GetProperty("recordings").GetInt32(),
            day.GetProperty("learned_by_webhook").GetInt32() + day.GetProperty("learned_by_sync").GetInt32()));
        Assert.Empty((await stranger.SendAsync(HttpMethod.Get, "/api/v1/ledger?from=2020-01-01")).Json.EnumerateArray());
        Assert.Equal(404, (await stranger.SendAsync(HttpMethod.Get, $"/api/v1/ledger?credential_id={world.Credential}")).Code);
        Assert.Equal(404, (await world.Owner.SendAsync(HttpMethod.Get, "/api/v1/ledger?credential_id=999")).Code);

        static string Day(JsonElement day) => day.GetProperty("day").GetString()!;
    }

    [Theory]
    [InlineData("?from=2026-03-02&to=2026-03-01", 422)]
    [InlineData("?from=soon", 422)]
    [InlineData("?from=0001-01-01&to=9999-12-31", 200)]
    [InlineData("?to=9999-12-31", 200)]
    [InlineData("?to=0001-01-01", 200)]
    public async Task Odd_days_are_refused_by_name_or_answered(string query, int status)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);

        var answer = await (await server.OwnerAsync()).SendAsync(HttpMethod.Get, "/api/v1/ledger" + query);

        Assert.True(answer.Code == status, answer.Text);
    }
}
