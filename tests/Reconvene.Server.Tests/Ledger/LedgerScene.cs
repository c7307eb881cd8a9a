using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Simulator.Control;
using Reconvene.Testing;
using Reconvene.Zoom;

namespace Reconvene.Server.Tests.Ledger;

/// <summary>Short words for what happens to a recording at Zoom and how it stands here.</summary>
internal static class LedgerScene
{
    public static string State(this JsonElement recording) => recording.GetProperty("state").GetString()!;

    public static IReadOnlyList<JsonElement> Files(this JsonElement recording) =>
        [.. recording.GetProperty("files").EnumerateArray()];

    public static async Task<JsonElement> OnlyRecordingAsync(this World world) => Assert.Single(await world.RecordingsAsync());

    public static async Task<JsonElement> OnlyRecordingOfAsync(this World world, string topic) =>
        Assert.Single(await world.RecordingsAsync(), recording => recording.GetProperty("topic").GetString() == topic);

    public static async Task<HeldMeeting> HoldQuietlyAsync(this World world, string topic, params string[] files) =>
        await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = topic, Host = "priya.nair@sim.example", SendWebhooks = false, Files = files is [] ? ["audio", "transcript"] : files },
            CancellationToken.None);

    /// <summary>The library's client, with the world's connection.</summary>
    public static async Task<ZoomClient> ClientAsync(this World world)
    {
        var connection = await world.Server.Services.GetRequiredService<ConnectionQueries>()
            .FindAsync(TenantId.First, new ConnectionId(world.Credential), CancellationToken.None);
        return world.Server.Services.GetRequiredService<ZoomClients>().For(connection!);
    }

    public static string Event(this World world, string name, string uuid, string? more = null) =>
        JsonSerializer.Serialize(new
        {
            @event = name,
            event_ts = world.Control.Now.ToUnixTimeMilliseconds(),
            payload = new
            {
                account_id = world.Control.World().AccountId,
                @object = new { uuid, id = 1, topic = more ?? "as the event says" },
            },
        });

    public static async Task SendAsync(this World world, string body)
    {
        var delivery = await world.Control.SendEventAsync(body, CancellationToken.None);
        Assert.Equal(200, delivery?.Status);
    }

    /// <summary>Posts an event signed with any secret to any path.</summary>
    public static async Task<Answer> PostSignedAsync(this World world, string path, string secret, string body)
    {
        var stamp = world.Control.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{stamp}:{body}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("x-zm-request-timestamp", stamp);
        request.Headers.Add("x-zm-signature", "v0=" + Convert.ToHexStringLower(mac));
        return await world.Server.Anonymous.AskAsync(request);
    }

    /// <summary>Everything held of a recording equals what Zoom has, and nothing that Zoom has is wanting.</summary>
    public static void HoldsWhatZoomHas(this World world, JsonElement recording, string uuid)
    {
        Assert.All(recording.Files(), file => Assert.Equal("held", file.State()));
        Assert.Equal(
            world.Control.Files().Where(file => file.MeetingUuid == uuid).Select(file => file.Sha256).Order(StringComparer.Ordinal),
            recording.Files().Select(file => file.GetProperty("sha256").GetString()).Order(StringComparer.Ordinal));
    }
}
