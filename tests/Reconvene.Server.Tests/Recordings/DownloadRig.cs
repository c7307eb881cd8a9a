using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>Server and simulator by one clock, and what the tests of downloads do again and again.</summary>
internal sealed class DownloadRig : IAsyncDisposable
{
    public const string Listing = "/v2/meetings/{meeting}/recordings";
    public const string Media = "/ssr/*";

    private int _told;

    private DownloadRig(World world, TestClock clock)
    {
        World = world;
        Clock = clock;
    }

    public World World { get; }

    public TestClock Clock { get; }

    public SimulatorControl Zoom => World.Control;

    public static async Task<DownloadRig> StartAsync(
        TestEngine engine, Dictionary<string, string>? settings = null, Action<WebApplicationBuilder>? adjust = null)
    {
        var clock = new TestClock();
        return new DownloadRig(await World.StartAsync(engine, clock, settings, adjust), clock);
    }

    /// <summary>Holds a meeting that nobody hears of yet, so that faults and sizes can be arranged.</summary>
    public Task<HeldMeeting> HoldAsync(long? bytes = null, string topic = "Weekly review", params string[] files) =>
        Zoom.HoldMeetingAsync(
            new HoldMeeting
            {
                Topic = topic,
                Files = files.Length is 0 ? ["video"] : files,
                MediaBytes = bytes,
                SendWebhooks = false,
            },
            CancellationToken.None);

    /// <summary>Tells the server of the meeting by an event, and waits until all that is due has been done.</summary>
    public async Task LearnAsync(HeldMeeting held)
    {
        await TellAsync(held);
        await World.DrainAsync();
    }

    /// <summary>Tells the server of the meeting, and waits for nothing.</summary>
    public async Task TellAsync(HeldMeeting held)
    {
        var told = await Zoom.SendEventAsync(
            JsonSerializer.Serialize(new
            {
                @event = "recording.completed",
                // Two events of one millisecond would be one and the same to the server.
                event_ts = Clock.GetUtcNow().ToUnixTimeMilliseconds() + _told++,
                payload = new
                {
                    account_id = Zoom.World().AccountId,
                    @object = new { uuid = held.Meeting.Uuid, id = held.Meeting.Number },
                },
            }),
            CancellationToken.None);
        Assert.Equal(200, told?.Status);
    }

    /// <summary>Moves the clock past the next wait, and lets all that is due by then happen.</summary>
    public async Task PassAsync(TimeSpan? by = null)
    {
        Clock.Advance(by ?? TimeSpan.FromMinutes(2));
        await World.DrainAsync();
    }

    /// <summary>Moves the clock until no job is open; each move is longer than the longest wait.</summary>
    public async Task SettleAsync()
    {
        for (var moves = 0; moves < 40; moves++)
        {
            if (await World.Server.Database.FindAsync<long>(
                "SELECT COUNT(*) FROM jobs WHERE state IN ('open', 'running')", null, CancellationToken.None) is 0)
            {
                return;
            }

            await PassAsync(TimeSpan.FromMinutes(61));
        }

        Assert.Fail($"Jobs are still open:\n{string.Join('\n', World.Server.LogLines.TakeLast(10))}");
    }

    public Task<IReadOnlyList<StoredFile>> FilesAsync() => World.Server.Database.QueryAsync<StoredFile>(
        """
        SELECT id, recording_id, file_type, file_extension, state, reason, listed_bytes, held_bytes, mark_bytes, sha256
        FROM recording_files
        ORDER BY id
        """,
        null,
        CancellationToken.None);

    public async Task<StoredFile> FileAsync() => Assert.Single(await FilesAsync());

    public async Task<StoredRecording> RecordingAsync() => Assert.Single(await RecordingsAsync());

    public Task<IReadOnlyList<StoredRecording>> RecordingsAsync() => World.Server.Database.QueryAsync<StoredRecording>(
        """
        SELECT r.id, r.state, r.reason, COALESCE(j.state, 'none') AS job_state, j.failure_reason
        FROM recordings r
        LEFT JOIN jobs j ON j.tenant_id = r.tenant_id AND j.kind = 'process-recording'
            AND j.subject = 'recording:' || r.id
            AND j.id = (SELECT MAX(id) FROM jobs l WHERE l.kind = 'process-recording' AND l.subject = 'recording:' || r.id)
        ORDER BY r.id
        """,
        null,
        CancellationToken.None);

    /// <summary>The file is held, and is to the byte what Zoom has now.</summary>
    public async Task AssertHeldAsync(HeldMeeting held)
    {
        foreach (var file in held.Files)
        {
            var stored = (await FilesAsync()).Where(one => one.Sha256 == Zoom.ContentSha256(file.Key)).ToList();
            Assert.True(
                stored.Count > 0 && stored.TrueForAll(one => one.State is "held"),
                $"{file.FileType} is not held: {JsonSerializer.Serialize(await FilesAsync())}\n{JsonSerializer.Serialize(await RecordingsAsync())}");
        }
    }

    public Task CheckAsync() => Checker.CheckAsync(World.Server);

    /// <summary>Every request for the bytes of a file, in order.</summary>
    public IReadOnlyList<LoggedRequest> MediaRequests() =>
        [.. Zoom.Log.Where(request => request.Path.StartsWith("/ssr/", StringComparison.Ordinal))];

    /// <summary>What Zoom says of the meeting, to be told otherwise. Without a download token, which would age in it.</summary>
    public async Task<string> ListingOfAsync(HeldMeeting held)
    {
        using var http = new HttpClient { BaseAddress = World.Zoom.Address };
        var world = Zoom.World();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{world.ClientId}:{world.ClientSecret}")));
        using var answer = await http.PostAsync(
            new Uri($"/oauth/token?grant_type=account_credentials&account_id={world.AccountId}", UriKind.Relative), null);
        var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("access_token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var uuid = Uri.EscapeDataString(Uri.EscapeDataString(held.Meeting.Uuid));
        return await http.GetStringAsync(new Uri($"/v2/meetings/{uuid}/recordings", UriKind.Relative));
    }

    /// <summary>From now on Zoom lists the meeting so.</summary>
    public void ListAs(string body) => Zoom.AddFault(new FaultRule { Method = "GET", Path = Listing, Times = null, Body = body });

    /// <summary>Stops and starts the server with what its settings now say; Zoom finds it at its new address.</summary>
    public async Task RestartAsync()
    {
        await World.Server.RestartAsync();
        Zoom.WebhookTarget = new Uri(World.Server.Address, "/webhooks/zoom");
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
