using System.Text.Json;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Control.Phone;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Sources;

/// <summary>Zoom Phone of a person who consented, and of the accounts of a master account.</summary>
public sealed class PhoneOfOthersTests
{
    [Theory]
    [Engines]
    public async Task A_person_who_consented_has_their_own_calls_and_voicemails_by_sync_and_by_event(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine, withPhone: true);
        await world.CallBackAtAsync("/api/v1/oauth/zoom/callback");
        var credential = await world.ConnectAsync();
        var source = await SourceAsync(world, credential, new { recording_type = "phone" });

        var task = await world.SyncAsync(source);

        Assert.True(task.GetProperty("state").GetString() is "SUCCESS", task.GetRawText());
        Assert.Equal(["phone_call me 2", "voicemail me 1"], Rows(task), StringComparer.Ordinal);
        world.Control.OAuth.ChangeApp(world.App.ClientId, new AppChange { WebhookTarget = new Uri(world.Server.Address, "/webhooks/zoom/oauth") });
        await world.Control.Phone.HoldCallAsync(new HoldCall { OtherName = "Told by an event" }, CancellationToken.None);
        await world.Control.Phone.HoldCallAsync(new HoldCall { User = PersonWorld.Priya }, CancellationToken.None);
        await world.DrainAsync();
        var all = (await world.GetAsync("/api/v1/recordings")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(4, all.Count);
        Assert.Equal("Told by an event → Maria Keller", all[0].GetProperty("topic").GetString());
        Assert.Single(all.Select(one => one.GetProperty("host_id").GetString()).Distinct(StringComparer.Ordinal));
        Assert.All(all, one => Assert.Contains(
            one.GetProperty("files").EnumerateArray(), file => file.GetProperty("state").GetString() is "held"));
    }

    [Theory]
    [Engines]
    public async Task Of_a_master_account_each_account_is_read_with_a_token_of_its_own_down_to_the_sound(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine, withPhone: true);
        var app = world.Control.OAuth.MasterApp;
        var made = await world.PostAsync("/api/v1/credentials/", new
        {
            platform = "zoom",
            account_name = "company_master",
            credentials = new
            {
                account_id = app.AccountId, client_id = app.ClientId, client_secret = app.ClientSecret, is_master_account = true,
            },
        });
        var north = world.Control.Phone.Recordings().Single(call => call.OtherName == "Carl Hofer");
        string[] accounts = [world.Control.World().AccountId, north.AccountId];
        var source = await SourceAsync(
            world, made.GetProperty("id").GetInt64(), new { recording_type = "phone", is_master_account = true, account_ids = accounts });

        var task = await world.SyncAsync(source);

        Assert.True(task.GetProperty("state").GetString() is "SUCCESS", task.GetRawText());
        Assert.Equal(["phone_call  1", "phone_call  7", "voicemail  0", "voicemail  3"], Rows(task).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        var all = (await world.GetAsync("/api/v1/recordings?limit=100")).GetProperty("items").EnumerateArray();
        var call = Assert.Single(all, one => one.GetProperty("meeting_uuid").GetString() == "phone:" + north.Id);
        Assert.Contains(call.GetProperty("files").EnumerateArray(), file => file.GetProperty("sha256").GetString() == north.Sha256);
    }

    private static IEnumerable<string> Rows(JsonElement task) =>
        task.GetProperty("result").GetProperty("users").EnumerateArray().Select(row =>
            $"{row.GetProperty("kind").GetString()} {row.GetProperty("user").GetString()} {row.GetProperty("found").GetInt32()}");

    private static async Task<long> SourceAsync(PersonWorld world, long credential, object config) =>
        (await world.PostAsync("/api/v1/sources", new { name = "Calls", platform = "ZOOM", credential_id = credential, config }))
        .GetProperty("id").GetInt64();
}
