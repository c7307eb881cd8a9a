using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Tests.Sources;
using Reconvene.Simulator.Control;
using Reconvene.Testing;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Tests.Ledger;

/// <summary>Short words for what happens to a recording at Zoom and how it stands here.</summary>
internal static class LedgerScene
{
    public static string State(this JsonElement recording) => recording.GetProperty("state").GetString()!;

    public static IReadOnlyList<JsonElement> Files(this JsonElement recording) =>
        [.. recording.GetProperty("files").EnumerateArray()];

    /// <summary>Every recording, over all pages.</summary>
    public static async Task<IReadOnlyList<JsonElement>> AllRecordingsAsync(this World world)
    {
        var all = new List<JsonElement>();
        var query = "?limit=300";
        while (true)
        {
            var page = await world.GetAsync("/api/v1/recordings" + query);
            all.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.Text("next_cursor") is not { } next)
            {
                return all;
            }

            query = $"?limit=300&cursor={Uri.EscapeDataString(next)}";
        }
    }

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

    /// <summary>Moves the clock, asks for the looks that are due and lets everything run.</summary>
    public static async Task LookAsync(this World world, TimeSpan later)
    {
        world.Clock!.Advance(later);
        await world.Control.AdvanceClockAsync(TimeSpan.Zero, CancellationToken.None);
        await world.Server.Services.GetRequiredService<LateLooks>().RunAsync(CancellationToken.None);
        await world.DrainAsync();
    }

    /// <summary>Lets what waits for a confirmation, or for another attempt, come to its end.</summary>
    public static async Task SettleAsync(this World world, int hours = 0)
    {
        for (var minutes = 0; minutes < 9; minutes += 3)
        {
            await world.DrainAsync();
            world.Clock!.Advance(TimeSpan.FromMinutes(3));
        }

        for (var hour = 0; hour < hours; hour++)
        {
            await world.DrainAsync();
            world.Clock!.Advance(TimeSpan.FromHours(1));
        }

        await world.DrainAsync();
    }

    public static async Task TrashAsync(this World world, string uuid)
    {
        var done = await (await world.ClientAsync()).TrashRecordingAsync(MeetingReference.Of(new MeetingUuid(uuid)), CancellationToken.None);
        Assert.IsType<ZoomResult<Done>.Ok>(done);
    }

    public static async Task RecoverAsync(this World world, string uuid)
    {
        var done = await (await world.ClientAsync()).RecoverRecordingAsync(new MeetingUuid(uuid), CancellationToken.None);
        Assert.IsType<ZoomResult<Done>.Ok>(done);
    }

    /// <summary>As a person does it at Zoom: our own client takes back whole recordings alone.</summary>
    public static async Task RecoverFileAsync(this World world, string uuid, string file)
    {
        var connection = await world.Server.Services.GetRequiredService<ConnectionQueries>()
            .FindAsync(TenantId.First, new ConnectionId(world.Credential), CancellationToken.None);
        var token = await world.Server.Services.GetRequiredService<ZoomClients>().TokenAsync(connection!, null, CancellationToken.None);
        using var http = new HttpClient { BaseAddress = world.Zoom.Address };
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v2/meetings/{Uri.EscapeDataString(Uri.EscapeDataString(uuid))}/recordings/{file}/status");
        request.Headers.Authorization = new("Bearer", Assert.IsType<ZoomResult<Secret>.Ok>(token).Value.Reveal());
        request.Content = new StringContent("""{"action":"recover"}""", Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Every file, for good; the trash has none of them.</summary>
    public static async Task DeleteAsync(this World world, string uuid)
    {
        var zoom = await world.ClientAsync();
        foreach (var file in world.Control.Files().Where(file => file.MeetingUuid == uuid).ToList())
        {
            var done = await zoom.DeleteRecordingFileAsync(MeetingReference.Of(new MeetingUuid(uuid)), file.Id!, CancellationToken.None);
            Assert.IsType<ZoomResult<Done>.Ok>(done);
        }
    }

    /// <summary>Changes what the database holds behind the server's back.</summary>
    public static Task ChangeAsync(this World world, string sql) =>
        world.ChangeAsync(work => work.ExecuteAsync(sql, null, CancellationToken.None));

    public static async Task ChangeAsync(this World world, Func<Work, Task> change)
    {
        await using var work = await world.Server.Database.BeginAsync(CancellationToken.None);
        await change(work);
        await work.CommitAsync(CancellationToken.None);
    }

    public static string? Text(this JsonElement one, string member) => one.GetProperty(member).GetString();

    public static DateTimeOffset? Moment(this JsonElement one, string member) =>
        one.GetProperty(member) is { ValueKind: JsonValueKind.String } value ? value.GetDateTimeOffset() : null;

    /// <summary>How often Zoom was asked for a single recording.</summary>
    public static int Readings(this World world) =>
        world.Control.Log.Count(request => request is { Method: "GET", Route: "/v2/meetings/{meeting}/recordings" });

    public static IReadOnlyList<string> Fetched(this World world) =>
        [.. world.Control.Log.Where(request => request.Route.StartsWith("/rec/download", StringComparison.Ordinal)).Select(request => request.Path)];

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
