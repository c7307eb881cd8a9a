using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Ledger;
using Reconvene.Server.Recordings;
using Reconvene.Server.Recordings.Retention;
using Reconvene.Server.Recordings.Scrub;
using Reconvene.Server.Sources;
using Reconvene.Server.Tests.Recordings;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Retention;

/// <summary>A world whose rounds go when a test says so, and what tests of retention do again and again.</summary>
internal sealed class RetentionScene(DownloadRig rig) : IAsyncDisposable
{
    public DownloadRig Rig => rig;

    public static async Task<RetentionScene> StartAsync(TestEngine engine, long scrubBytesPerSecond = 1_000_000_000)
    {
#pragma warning disable CA2000 // The scene disposes it.
        var rig = await DownloadRig.StartAsync(engine, new(StringComparer.Ordinal) { ["Recordings:ScrubBytesPerSecond"] = scrubBytesPerSecond.ToString(CultureInfo.InvariantCulture) });
#pragma warning restore CA2000
        var services = rig.World.Server.Services;
        await services.GetRequiredService<RetentionRound>().StopAsync(CancellationToken.None);
        await services.GetRequiredService<SettleSources>().StopAsync(CancellationToken.None);
        await services.GetRequiredService<SweepMedia>().StopAsync(CancellationToken.None);
        await services.GetRequiredService<ScrubMedia>().StopAsync(CancellationToken.None);

        // A sign-in ends within the days that go by here.
        var key = await rig.World.Owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"scene","scope":"manage"}""");
        Assert.True(key.Code is 201, key.Text);
        rig.World.Owner.DefaultRequestHeaders.Authorization = null;
        rig.World.Owner.DefaultRequestHeaders.Add("X-Api-Key", key.Json.GetProperty("key").GetString());
        return new(rig);
    }

    /// <summary>A meeting of which video and transcript are held and something is made, and that Zoom is no longer looked at for.</summary>
    public Task<(HeldMeeting Held, long Id)> ReadyAsync(string topic = "Weekly review", params string[] files) =>
        ReadyAsync(200_000, topic, files);

    /// <summary>The same, with media of so many bytes.</summary>
    public async Task<(HeldMeeting Held, long Id)> ReadyAsync(long bytes, string topic = "Weekly review", params string[] files)
    {
        var held = await rig.HoldAsync(bytes, topic, files.Length is 0 ? ["video", "audio", "transcript"] : files);
        await rig.LearnAsync(held);
        await rig.SettleAsync();
        await LookedAsync();
        var recording = (await rig.World.RecordingsAsync()).Single(one => one.GetProperty("meeting_uuid").GetString() == held.Meeting.Uuid);
        return (held, recording.GetProperty("id").GetInt64());
    }

    /// <summary>Lets the time for late files go by.</summary>
    public async Task LookedAsync()
    {
        rig.Clock.Advance(TimeSpan.FromDays(4));
        await rig.World.Server.Services.GetRequiredService<LateLooks>().RunAsync(CancellationToken.None);
        await rig.World.DrainAsync();
        await rig.SettleAsync();
    }

    public async Task<Answer> RuleAsync(string json)
    {
        var answer = await rig.World.Owner.SendAsync(HttpMethod.Patch, $"/api/v1/sources/{rig.World.Source}", json);
        await rig.World.Server.Services.GetRequiredService<TakenRecordings>().SettleAsync(CancellationToken.None);
        return answer;
    }

    /// <summary>The round, and all that it asks for.</summary>
    public async Task RoundAsync()
    {
        await rig.World.Server.Services.GetRequiredService<TakenRecordings>().SettleAsync(CancellationToken.None);
        await AskBySourceAsync();
        await rig.World.DrainAsync();
    }

    /// <summary>The round alone: what it asks for begins meanwhile.</summary>
    public async Task AskBySourceAsync()
    {
        await rig.World.Server.Services.GetRequiredService<RetentionRound>().RunAsync(CancellationToken.None);
        Assert.DoesNotContain(rig.World.Server.LogLines, line => line.Contains("could not be done", StringComparison.Ordinal));
    }

    public Task<Answer> PostAsync(string path, string? json = null) => rig.World.Owner.SendAsync(HttpMethod.Post, path, json);

    public Task<JsonElement> ViewAsync(long id) => rig.World.GetAsync($"/api/v1/recordings/{id}");

    /// <summary>Asks for it to be moved to Zoom's trash, and gives the task at its end.</summary>
    public async Task<JsonElement> TrashAsync(long id, bool settle = true)
    {
        var started = await PostAsync("/api/v1/recordings/trash-at-zoom", $$"""{"preview":false,"ids":[{{id}}]}""");
        Assert.True(started.Code is 202, started.Text);
        Assert.True(started.Json.GetProperty("items")[0].GetProperty("task_id").ValueKind is JsonValueKind.String, started.Text);
        return await EndAsync(started.Json.GetProperty("items")[0].GetProperty("task_id").GetString()!, settle);
    }

    public async Task<JsonElement> EndAsync(string task, bool settle = true)
    {
        await rig.World.DrainAsync();
        if (settle)
        {
            await rig.SettleAsync();
        }

        return await rig.World.GetAsync($"/api/v1/tasks/{task}");
    }

    public IReadOnlyList<LoggedRequest> Trashings =>
        [.. rig.Zoom.Log.Where(request => request.Method is "DELETE" && request.Path.Contains("/recordings", StringComparison.Ordinal))];

    public async Task<IReadOnlyList<StoredFile>> FilesAsync(long id) =>
        [.. (await rig.FilesAsync()).Where(file => file.RecordingId == id)];

    public string PathOf(StoredFile file) => Path.Combine(
        Root, file.RecordingId.ToString(CultureInfo.InvariantCulture), $"{file.Id}.{file.FileExtension}");

    public string Root => Path.Combine(rig.World.Server.Services.GetRequiredService<MediaFiles>().Root, "1");

    public async Task<IReadOnlyList<string>> AuditAsync() =>
        [.. (await rig.World.GetAsync("/api/v1/audit?limit=300")).GetProperty("items").EnumerateArray()
            .Select(entry => entry.GetProperty("action").GetString()!)];

    /// <summary>At rest: Zoom's events about what was asked of it have come, too.</summary>
    public async Task CheckAsync()
    {
        await rig.World.DrainAsync();
        await rig.SettleAsync();
        await rig.CheckAsync();
    }

    public ValueTask DisposeAsync() => rig.DisposeAsync();
}
