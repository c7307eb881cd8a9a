using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Server.Webhooks.Pump;
using Reconvene.Simulator.Control.Phone;
using Reconvene.Testing;
using Reconvene.Zoom.Webhooks;

namespace Reconvene.Server.Tests.Sources;

/// <summary>What events of Zoom Phone lead to.</summary>
public sealed class PhoneEventTests
{
    private const string Phone = "/v2/phone/recordings";
    private const string Anna = "anna.sokolova@sim.example";

    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task A_call_that_an_event_told_of_is_the_one_that_a_sync_finds(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(engine, _clock, new { recording_type = "phone" });

        await world.Control.Phone.HoldCallAsync(new HoldCall { OtherName = "Ольга 📞", User = Anna, Copies = 3 }, CancellationToken.None);
        await world.DrainAsync();

        var told = await world.OnlyRecordingAsync();
        Assert.Equal(("ready", "webhook", "phone_call"), (told.State(), told.Text("learned_by"), told.Text("kind")));
        Assert.Equal("Ольга 📞 → Анна Соколова", told.Text("topic"));
        Assert.Equal(world.UserId(Anna), told.Text("host_id"));
        var task = await world.SyncAsync();
        Assert.Equal((11, 10), (task.Count("found"), task.Count("saved")));
        Assert.Single((await world.OnlyRecordingOfAsync("Ольга 📞 → Анна Соколова")).GetProperty("deliverables").EnumerateArray());
    }

    [Theory]
    [Engines]
    public async Task An_event_that_comes_before_its_call_is_listed_is_looked_up_again(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(engine, _clock, new { recording_type = "phone" });
        world.Fault(200, """{"total_records":0,"recordings":[]}""", times: 2, path: Phone);

        await world.Control.Phone.HoldCallAsync(new HoldCall(), CancellationToken.None);
        await world.DrainAsync();
        Assert.Empty(await world.RecordingsAsync());
        await world.SettleAsync(hours: 1);

        Assert.Equal("ready", (await world.OnlyRecordingAsync()).State());
    }

    [Theory]
    [Engines]
    public async Task Every_recording_of_one_call_comes_for_itself(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(engine, _clock, new { recording_type = "phone" });

        var held = await world.Control.Phone.HoldCallAsync(new HoldCall { Recordings = 2, OnDemand = true }, CancellationToken.None);
        await world.DrainAsync();

        var calls = await world.RecordingsAsync();
        Assert.Equal(2, calls.Count);
        Assert.Equal(
            held.Files.Select(file => file.Sha256).Order(StringComparer.Ordinal),
            calls.SelectMany(call => call.Files()).Where(file => file.Text("file_type") is "MP3").Select(file => file.Text("sha256")!)
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [Engines]
    public async Task A_call_deleted_at_Zoom_stays_held_and_says_so(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(engine, _clock, new { recording_type = "phone" });
        var held = await world.Control.Phone.HoldCallAsync(new HoldCall(), CancellationToken.None);
        await world.DrainAsync();

        await world.Control.Phone.DeleteRecordingAsync(held.Files[0].Id, CancellationToken.None);
        await world.SettleAsync();

        var call = await world.OnlyRecordingAsync();
        Assert.Equal(("ready", "deleted"), (call.State(), call.Text("at_zoom")));
        Assert.All(call.Files(), file => Assert.Equal("held", file.State()));
    }

    [Theory]
    [Engines]
    public async Task An_event_that_names_a_thousand_calls_costs_a_few_statements(TestEngine engine)
    {
        var statements = new LostCommits(() => new InvalidOperationException());
        await using var world = await World.StartAsync(engine, _clock, decorate: statements.Decorate, withPhone: true);
        await world.Owner.SendAsync(HttpMethod.Patch, $"/api/v1/sources/{world.Source}", """{"config":{"recording_type":"phone"}}""");
        var account = world.Control.World().AccountId;
        var calls = Enumerable.Range(0, 1000).Select(number => number % 2 is 0
            ? (object)new { id = $"call-{number}", date_time = "2026-03-02T08:00:00Z", owner = new { id = $"user-{number}" } }
            : new { id = $"call-{number}" });
        var handler = world.Server.Services.GetServices<IWebhookHandler>().Single(one => one.Events.Contains("phone.recording_completed", StringComparer.Ordinal));
        var app = await world.Server.Database.FindAsync<long>("SELECT MIN(id) FROM zoom_apps", null, CancellationToken.None);
        var named = new WebhookEvent(
            new(1),
            new(app),
            TenantId.First,
            "phone.recording_completed",
            world.Control.Now,
            new WebhookEnvelope { Event = "phone.recording_completed", AccountId = account },
            JsonSerializer.SerializeToElement(new { payload = new { account_id = account, @object = new { recordings = calls } } }));
        await using var work = await world.Server.Database.BeginAsync(CancellationToken.None);
        var before = statements.Statements;

        Assert.IsType<WebhookOutcome.Done>(await handler.HandleAsync(named, work, CancellationToken.None));

        Assert.InRange(statements.Statements - before, 1, 40);
        Assert.Equal(1000, await work.FindAsync<long>("SELECT COUNT(*) FROM jobs WHERE kind = 'learn-recording'", null, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task A_list_that_Zoom_refuses_is_no_proof_that_a_call_or_a_voicemail_is_gone(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(engine, _clock, new { recording_type = "phone" });
        await world.Control.Phone.HoldCallAsync(new HoldCall(), CancellationToken.None);
        await world.Control.Phone.LeaveVoicemailAsync(new LeaveVoicemail(), CancellationToken.None);
        await world.DrainAsync();
        world.Fault(400, """{"code":124,"message":"Account does not exist."}""", times: null, path: "/v2/phone/*");

        foreach (var recording in await world.RecordingsAsync())
        {
            var asked = await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/recordings/{recording.GetProperty("id").GetInt64()}/process");
            Assert.Equal(202, asked.Code);
        }

        await world.SettleAsync(hours: 2);

        Assert.Equal(2, (await world.RecordingsAsync()).Count);
        Assert.All(await world.RecordingsAsync(), one => Assert.Equal("listed", one.Text("at_zoom")));
    }

    [Theory]
    [Engines]
    public async Task Events_of_Zoom_Phone_are_kept_with_a_reason_where_no_source_takes_it(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(engine, _clock, new { recording_type = "cloud" });

        await world.Control.Phone.HoldCallAsync(new HoldCall(), CancellationToken.None);
        await world.Control.Phone.LeaveVoicemailAsync(new LeaveVoicemail(), CancellationToken.None);
        await world.SendAsync(world.Event("phone.caller_ringing", "x"));
        await world.DrainAsync();

        Assert.Empty(await world.RecordingsAsync());
        Assert.Equal(0, world.Asked("/v2/phone"));
        var events = (await world.GetAsync("/api/v1/webhook-events")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(4, events.Count(one => one.Text("reason") is { } reason && reason.Contains("No source takes Zoom Phone", StringComparison.Ordinal)));
    }

    [Theory]
    [Engines]
    public async Task Nothing_that_an_event_says_of_a_call_is_believed(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(engine, _clock, new { recording_type = "phone" });
        await world.Control.Phone.HoldCallAsync(new HoldCall { SendWebhooks = false }, CancellationToken.None);
        var call = world.Control.Phone.Recordings().Single(one => one.StartsAt > world.Control.Now.AddMinutes(-15));
        foreach (var (id, at) in ((string, string)[])[(call.Id, call.StartsAt.ToString("O")), ("made-up", "9999-12-31T23:59:59Z"), ("other", "")])
        {
            await world.SendAsync(JsonSerializer.Serialize(new
            {
                @event = "phone.recording_completed",
                event_ts = world.Control.Now.ToUnixTimeMilliseconds(),
                payload = new
                {
                    account_id = world.Control.World().AccountId,
                    @object = new
                    {
                        recordings = new[]
                        {
                            new { id, caller_name = "Mallory", date_time = at, download_url = "https://evil.example/x", owner = new { id = "nobody" } },
                        },
                    },
                },
            }));
        }

        await world.DrainAsync();

        var found = await world.OnlyRecordingAsync();
        Assert.Equal(("John Doe → Maria Keller", "ready"), (found.Text("topic"), found.State()));
        Assert.Equal(call.Sha256, Assert.Single(found.Files(), file => file.Text("file_type") is "MP3").Text("sha256"));
    }
}
