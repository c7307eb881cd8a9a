using System.Text.Json;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Simulator.Control.Phone;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Sources;

/// <summary>Calls and voicemails of Zoom Phone, as a source of their own and beside meetings.</summary>
public sealed class PhoneSyncTests
{
    private const string Phone = "/v2/phone/recordings";
    private const string Anna = "anna.sokolova@sim.example";

    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task A_source_of_Zoom_Phone_takes_calls_and_voicemails_and_nothing_else(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(engine, _clock, new { recording_type = "phone" });

        var task = await world.SyncAsync();

        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        Assert.Equal((10, 10), (task.Count("found"), task.Count("saved")));
        Assert.Equal(task.Count("announced"), task.Count("listed"));
        Assert.Equal(
            ["phone_call 7", "voicemail 3"],
            task.Rows().Select(row => $"{row.GetProperty("kind").GetString()} {row.GetProperty("found").GetInt32()}"),
            StringComparer.Ordinal);
        Assert.Empty(world.Listings());
        var all = await world.RecordingsAsync();
        Assert.Equal(7, all.Count(one => one.GetProperty("kind").GetString() is "phone_call"));
        Assert.Equal(3, all.Count(one => one.GetProperty("kind").GetString() is "voicemail"));
        var sounds = world.Control.Phone.Recordings().Concat(world.Control.Phone.Voicemails())
            .ToDictionary(file => file.Id, file => file.Sha256, StringComparer.Ordinal);
        Assert.All(all, one =>
        {
            var sound = Assert.Single(one.Files(), file => file.Text("file_type") is "MP3");
            Assert.Equal(("held", sounds[one.Text("meeting_uuid")!.Split(':')[1]]), (sound.State(), sound.Text("sha256")));
        });

        var again = await world.SyncAsync();
        Assert.True(again.State() is "SUCCESS", world.Explain(again));
        Assert.Equal((10, 0), (again.Count("found"), again.Count("saved")));
    }

    [Theory]
    [Engines]
    public async Task What_was_said_in_a_call_becomes_a_transcript_with_speakers_and_a_deliverable(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(engine, _clock, new { recording_type = "phone" });

        await world.SyncAsync();

        var call = Assert.Single(
            await world.OfKindAsync("phone_call"), one => one.Text("topic") is "Сергей Иванов 📞 → Анна Соколова");
        Assert.Equal(("ready", world.UserId(Anna)), (call.State(), call.Text("host_id")));
        Assert.Single(call.GetProperty("deliverables").EnumerateArray());
        var said = (await world.GetAsync($"/api/v1/recordings/{call.GetProperty("id").GetInt64()}/transcript.json")).GetProperty("segments");
        Assert.Contains(said.EnumerateArray(), one => one.Text("speaker") is "Сергей Иванов 📞");
        Assert.Contains(said.EnumerateArray(), one => one.Text("speaker") is "Анна Соколова");
        var voicemail = Assert.Single(
            await world.OfKindAsync("voicemail"), one => one.Text("topic")!.StartsWith("Елена Петрова", StringComparison.Ordinal));
        Assert.Equal("ready", voicemail.State());
        said = (await world.GetAsync($"/api/v1/recordings/{voicemail.GetProperty("id").GetInt64()}/transcript.json")).GetProperty("segments");
        Assert.Equal(
            ("Елена Петрова", "Анна, здравствуйте, перезвоните мне, пожалуйста, сегодня."),
            (Assert.Single(said.EnumerateArray()).Text("speaker"), said[0].Text("text")));
    }

    [Theory]
    [Engines]
    public async Task A_source_of_all_takes_meetings_and_Zoom_Phone_and_the_ledger_counts_both(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(engine, _clock, new { recording_type = "all", include_trash = true });

        var task = await world.SyncAsync("?from_date=2026-01-01");

        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        Assert.Equal(world.Control.World().Meetings.Count + 8 + 3, task.Count("found"));
        Assert.Equal(8, (await world.OfKindAsync("phone_call")).Count);
        Assert.Equal(world.Control.World().Meetings.Count, (await world.OfKindAsync("meeting")).Count);
        var days = (await world.GetAsync("/api/v1/ledger?from=2026-02-01&to=2026-03-02"));
        Assert.All(days.EnumerateArray(), day => Assert.True(day.GetProperty("is_complete").GetBoolean()));
    }

    [Theory]
    [Engines]
    public async Task An_app_without_Phones_scopes_has_rows_that_say_which_to_add_and_the_meetings_come(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(engine, _clock, new { recording_type = "all" }, withPhone: false);

        var task = await world.SyncAsync("?from_date=2026-01-10");

        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        Assert.Equal(world.Control.World().Meetings.Count, task.Count("found"));
        var refused = task.Rows().Where(row => row.GetProperty("error").ValueKind is JsonValueKind.String).ToList();
        Assert.Equal(["phone_call", "voicemail"], refused.Select(row => row.Text("kind")!), StringComparer.Ordinal);
        Assert.Contains("phone:read:list_call_recordings:admin", refused[0].Text("error"), StringComparison.Ordinal);
        Assert.Contains("phone:read:list_voicemails:admin", refused[1].Text("error"), StringComparison.Ordinal);
        var days = (await world.GetAsync("/api/v1/ledger?from=2026-02-20&to=2026-02-21"));
        Assert.All(days.EnumerateArray(), day => Assert.False(day.GetProperty("is_complete").GetBoolean()));
    }

    [Theory]
    [Engines]
    public async Task Of_one_user_only_that_users_are_read_six_months_back_and_a_second_sync_changes_nothing(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(
            engine, _clock, new { recording_type = "phone", user_id = "maria.keller@sim.example" });

        var task = await world.SyncAsync("?from_date=2025-01-01");

        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        Assert.Equal((3 + 1, 3 + 1), (task.Count("found"), (await world.RecordingsAsync()).Count));
        Assert.All(await world.RecordingsAsync(), one => Assert.Equal(world.Maria(), one.Text("host_id")));
        Assert.Equal(2, task.GetProperty("result").GetProperty("unreadable").EnumerateArray().Count(
            text => text.GetString()!.Contains("no more than six months", StringComparison.Ordinal)));
        var again = await world.SyncAsync("?from_date=2026-01-01");
        Assert.Equal((0, 0), (again.Count("saved"), again.Count("updated")));
    }

    [Theory]
    [InlineData(403, """{"code":200,"message":"No permission."}""")]
    [InlineData(401, """{"code":124,"message":"Account does not exist: abc."}""")]
    [InlineData(400, """{"code":300,"message":"Zoom Phone is not enabled for this account."}""")]
    public async Task An_account_without_Zoom_Phone_has_rows_that_say_so_and_stays_connected(int status, string body)
    {
        await using var world = await PhoneScene.StartAsync(TestEngine.Sqlite, _clock, new { recording_type = "all" });
        world.Fault(status, body, times: null, path: Phone);
        world.Fault(status, body, times: null, path: "/v2/phone/voice_mails");

        var task = await world.SyncAsync("?from_date=2026-01-10");

        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        Assert.Equal(world.Control.World().Meetings.Count, task.Count("found"));
        Assert.Equal(2, task.Rows().Count(row => row.GetProperty("error").ValueKind is JsonValueKind.String));
        Assert.False((await world.GetAsync($"/api/v1/credentials/{world.Credential}")).GetProperty("needs_reauth").GetBoolean());
    }

    [Theory]
    [Engines]
    public async Task A_transcript_that_is_still_made_is_waited_for_and_taken_when_the_event_comes(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(engine, _clock, new { recording_type = "phone" });
        await world.Control.Phone.HoldCallAsync(new HoldCall { TranscriptAfter = TimeSpan.FromMinutes(40) }, CancellationToken.None);
        await world.DrainAsync();

        var waiting = await world.OnlyRecordingAsync();
        Assert.Equal("held", waiting.State());
        Assert.Equal("waiting", Assert.Single(waiting.Files(), file => file.Text("file_type") is "PHONE_TRANSCRIPT").State());

        await world.LookAsync(TimeSpan.FromMinutes(41));

        var ready = await world.OnlyRecordingAsync();
        Assert.Equal("ready", ready.State());
        Assert.All(ready.Files(), file => Assert.Equal("held", file.State()));
    }

    [Theory]
    [Engines]
    public async Task A_late_transcript_that_no_event_tells_of_is_found_by_a_look(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(engine, _clock, new { recording_type = "phone" });
        await world.Control.Phone.HoldCallAsync(
            new HoldCall { TranscriptAfter = TimeSpan.FromMinutes(40), SendWebhooks = false }, CancellationToken.None);
        await world.Control.Phone.LeaveVoicemailAsync(
            new LeaveVoicemail { CallerName = "Late", TranscriptAfter = TimeSpan.FromMinutes(40), SendWebhooks = false }, CancellationToken.None);
        await world.SyncAsync();
        var mine = (await world.RecordingsAsync()).Where(one => one.Files().Any(file => file.State() is "waiting")).ToList();
        Assert.Contains(mine, one => one.Text("kind") is "voicemail" && one.Text("topic") is "Late → Maria Keller");

        await world.LookAsync(TimeSpan.FromMinutes(16));
        await world.LookAsync(TimeSpan.FromMinutes(45));

        Assert.All(
            await world.RecordingsAsync(),
            one => Assert.DoesNotContain(one.Files(), file => file.State() is "waiting"));
        Assert.Equal("ready", (await world.OnlyRecordingOfAsync("Late → Maria Keller")).State());
    }

    [Theory]
    [Engines]
    public async Task A_transcript_that_Zoom_cannot_make_is_missing_with_its_reason_and_not_asked_for_again(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(engine, _clock, new { recording_type = "phone" });
        await world.SyncAsync();

        var call = await world.OnlyRecordingOfAsync("Unknown → Priya Nair");

        var transcript = Assert.Single(call.Files(), file => file.Text("file_type") is "PHONE_TRANSCRIPT");
        Assert.Equal(("held", "missing"), (call.State(), transcript.State()));
        Assert.Contains("Unable to transcribe", transcript.Text("reason"), StringComparison.Ordinal);
        Assert.Equal(transcript.Text("reason"), call.Text("reason"));
        var id = call.Text("meeting_uuid")!.Split(':')[1];
        var asked = world.Asked($"/v2/phone/recording_transcript/download/{id}");
        await world.SyncAsync();
        await world.LookAsync(TimeSpan.FromMinutes(20));
        Assert.Equal((1, 1), (asked, world.Asked($"/v2/phone/recording_transcript/download/{id}")));
    }

}
