using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class AppEventTests
{
    [Fact]
    public async Task An_event_is_signed_with_the_secret_of_the_app_it_is_sent_for()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var client = Listening(sim, receiver);
        sim.Control.WebhookTarget = receiver.Address;
        await client.PairAsync();

        var held = await sim.Control.HoldMeetingAsync(new HoldMeeting { Files = ["audio"] }, sim.Cancellation);

        Assert.Equal(6, receiver.Letters.Count);
        foreach (var app in new[] { sim.Control.OAuth.ServerToServerApp, client.App })
        {
            var deliveries = held.Deliveries.Where(delivery => delivery.ClientId == app.ClientId).ToList();
            Assert.Equal("meeting.started meeting.ended recording.completed", string.Join(' ', deliveries.Select(delivery => delivery.Event)));
            Assert.All(deliveries, delivery => Assert.Equal(Signature(app.WebhookSecret, delivery.Timestamp, delivery.Body), delivery.Signature));
        }
    }

    [Fact]
    public async Task A_user_managed_app_hears_only_of_those_who_have_allowed_it()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var client = Listening(sim, receiver);

        await sim.Control.HoldMeetingAsync(new HoldMeeting { Host = Client.Anna }, sim.Cancellation);
        var before = receiver.Letters.Count;
        var pair = await client.PairAsync(Client.Anna);
        await sim.Control.HoldMeetingAsync(new HoldMeeting { Host = Client.Maria }, sim.Cancellation);
        var ofAnother = receiver.Letters.Count;
        await sim.Control.HoldMeetingAsync(new HoldMeeting { Host = Client.Anna }, sim.Cancellation);
        var after = receiver.Letters.Count;
        using var revoked = await client.RevokeAsync(pair.Access);
        await sim.Control.HoldMeetingAsync(new HoldMeeting { Host = Client.Anna }, sim.Cancellation);

        Assert.Equal((0, 0, 4, 4), (before, ofAnother, after, receiver.Letters.Count));
    }

    [Fact]
    public async Task The_master_app_hears_of_the_accounts_below_and_the_plain_app_does_not()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var master = sim.Control.OAuth.MasterApp.ClientId;
        sim.Control.WebhookTarget = receiver.Address;
        sim.Control.OAuth.ChangeApp(master, new AppChange { WebhookTarget = receiver.Address });

        var held = await sim.Control.HoldMeetingAsync(new HoldMeeting { Host = "lena.fischer@north.sim.example" }, sim.Cancellation);

        Assert.All(held.Deliveries, delivery => Assert.Equal(master, delivery.ClientId));
        Assert.Equal(4, receiver.Letters.Count);
        Assert.All(receiver.Letters, letter => Assert.Equal(
            sim.Control.World().Accounts[1].AccountId, letter.Json["payload"]!["account_id"]!.ToString()));
    }

    [Fact]
    public async Task Removing_the_app_in_zoom_kills_the_tokens_and_tells_the_app()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var client = Listening(sim, receiver);
        var pair = await client.PairAsync();

        var delivery = await sim.Control.OAuth.DeauthorizeAsync(client.App.ClientId, Client.Maria, sim.Cancellation);
        using var call = await sim.SendAsync(HttpMethod.Get, "/v2/users/me", pair.Access);
        using var refresh = await client.RefreshAsync(pair.Refresh);

        var payload = Assert.Single(receiver.Letters).Json["payload"]!;
        Assert.Equal("app_deauthorized", delivery!.Event);
        Assert.Equal(Signature(client.App.WebhookSecret, delivery.Timestamp, delivery.Body), delivery.Signature);
        Assert.Equal(sim.Control.World().Users[0].Id, payload["user_id"]!.ToString());
        Assert.Equal(client.App.ClientId, payload["client_id"]!.ToString());
        Assert.Equal(sim.Control.World().AccountId, payload["account_id"]!.ToString());
        Assert.Equal("""{"code":124,"message":"Invalid access token."}""", await call.Content.ReadAsStringAsync(sim.Cancellation));
        Assert.Equal("invalid_grant", (await sim.JsonAsync(refresh))["error"]!.ToString());
    }

    [SharedFact]
    public async Task The_event_of_a_removed_app_has_the_fields_of_the_sample()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var client = Listening(sim, receiver);
        await client.PairAsync();
        var sample = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Shared.Samples, "webhooks", "app_deauthorized.json")))!;

        await sim.Control.OAuth.DeauthorizeAsync(client.App.ClientId, Client.Maria, sim.Cancellation);

        var told = Assert.Single(receiver.Letters).Json;
        Assert.Empty(Shapes.Unknown(told, sample));
        Assert.Empty(Shapes.Missing(told, sample));
        Assert.Empty(Shapes.Unknown(told["payload"]!, sample["payload"]!));
        Assert.Empty(Shapes.Missing(told["payload"]!, sample["payload"]!));
    }

    [Fact]
    public async Task Revoking_at_the_endpoint_tells_nobody()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var client = Listening(sim, receiver);
        var pair = await client.PairAsync();

        using var revoked = await client.RevokeAsync(pair.Access);
        await sim.Control.WaitForWebhooksAsync(sim.Cancellation);

        Assert.Empty(receiver.Letters);
    }

    [Fact]
    public async Task Who_has_not_allowed_the_app_cannot_remove_it()
    {
        await using var sim = await Sim.StartAsync();

        var refused = await Assert.ThrowsAsync<ArgumentException>(() =>
            sim.Control.OAuth.DeauthorizeAsync(sim.Control.OAuth.UserApp.ClientId, Client.Maria, sim.Cancellation));

        Assert.Contains(Client.Maria, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_of_an_app_is_challenged_with_its_secret()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var client = Listening(sim, receiver);
        receiver.Answer = letter =>
        {
            var token = letter.Json["payload"]!["plainToken"]!.ToString();
            return (200, $$"""{"plainToken":"{{token}}","encryptedToken":"{{Hmac(client.App.WebhookSecret, token)}}"}""");
        };

        var validation = await sim.Control.ValidateUrlAsync(client.App.ClientId, sim.Cancellation);

        Assert.True(validation.IsRight);
    }

    private static Client Listening(Sim sim, Receiver receiver)
    {
        var app = sim.Control.OAuth.ChangeApp(Client.Of(sim).App.ClientId, new AppChange { WebhookTarget = receiver.Address });
        return new Client(sim, app);
    }

    private static string Signature(string secret, string timestamp, string body) => "v0=" + Hmac(secret, $"v0:{timestamp}:{body}");

    private static string Hmac(string secret, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
}
