using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Tests.Sources;
using Reconvene.Simulator.Control;
using Reconvene.Testing;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Tests.Ledger;

/// <summary>An answer to an older question changes nothing, however late it is written down.</summary>
public sealed class OlderAnswerTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task A_page_that_was_asked_for_before_the_trash_was_noticed_lists_nothing_again(TestEngine engine)
    {
        await using var world = await StartAsync(engine);
        var held = await world.HoldQuietlyAsync("Thrown away meanwhile");
        await world.SyncAsync("?from_date=2026-03-02");
        var before = await world.OnlyRecordingAsync();
        await PageComesLateAsync(world, held, trash: false);

        _clock.Advance(TimeSpan.FromMinutes(1));
        await world.ChangeAsync(work => world.Server.Services.GetRequiredService<MoveAtZoom>().RunAsync(
            work, TenantId.First, Id(before), Whereabouts.InTrash(_clock.GetUtcNow()), _clock.GetUtcNow(), CancellationToken.None));
        world.Control.ReleaseGate("page");
        await world.DrainAsync();

        var after = await world.OnlyRecordingAsync();
        Assert.Equal(("ready", "trashed"), (after.State(), after.Text("at_zoom")));
        Assert.Equal(before.Text("topic"), after.Text("topic"));
        Assert.Equal(before.GetProperty("files").GetRawText(), after.GetProperty("files").GetRawText());
    }

    [Theory]
    [Engines]
    public async Task A_page_of_the_trash_that_was_asked_for_before_a_recovery_was_noticed_takes_nothing_away(TestEngine engine)
    {
        await using var world = await StartAsync(engine);
        var held = await world.HoldQuietlyAsync("Recovered meanwhile");
        await world.TrashAsync(held.Meeting.Uuid);
        await world.SyncAsync("?from_date=2026-03-02");
        Assert.Equal("trashed", (await world.OnlyRecordingAsync()).Text("at_zoom"));
        await PageComesLateAsync(world, held, trash: true);

        _clock.Advance(TimeSpan.FromMinutes(1));
        world.Control.WebhookTarget = null;
        await world.RecoverAsync(held.Meeting.Uuid);
        var listed = Assert.IsType<ZoomResult<ZoomRecording>.Ok>(await (await world.ClientAsync()).GetRecordingAsync(
            MeetingReference.Of(new MeetingUuid(held.Meeting.Uuid)), downloadTokenTtl: null, CancellationToken.None)).Value;
        var connection = await world.Server.Services.GetRequiredService<ConnectionQueries>()
            .FindAsync(TenantId.First, new(world.Credential), CancellationToken.None);
        await world.ChangeAsync(work => world.Server.Services.GetRequiredService<LedgerStore>().RecordAsync(
            work, connection!, new Listing([listed], SeenBy.Webhook, _clock.GetUtcNow()), CancellationToken.None));
        world.Control.ReleaseGate("page");
        await world.DrainAsync();

        var after = await world.OnlyRecordingAsync();
        Assert.Equal(("queued", "listed"), (after.State(), after.Text("at_zoom")));
        Assert.All(after.Files(), file => Assert.Equal("queued", file.State()));
    }

    private static RecordingId Id(JsonElement recording) => new(recording.GetProperty("id").GetInt64());

    private async Task<World> StartAsync(TestEngine engine)
    {
        var world = await SyncScene.StartAsync(engine, _clock);
        var answer = await world.Owner.SendAsync(
            HttpMethod.Patch,
            $"/api/v1/sources/{world.Source}",
            JsonSerializer.Serialize(new { config = new { user_id = world.UserId("priya.nair@sim.example"), include_trash = true } }));
        Assert.True(answer.Code is 200, answer.Text);
        world.Control.WebhookTarget = null;
        return world;
    }

    /// <summary>A sync asks for a page, which was made before what comes now, and is still on its way.</summary>
    private static async Task PageComesLateAsync(World world, HeldMeeting held, bool trash)
    {
        world.Control.ClearLog();
        world.Control.AddFault(new FaultRule
        {
            Path = SyncScene.Listing,
            Nth = trash ? 2 : 1,
            Gate = "page",
            Status = 200,
            Body = JsonSerializer.Serialize(new
            {
                page_size = 300,
                total_records = 1,
                next_page_token = "",
                meetings = new[]
                {
                    new
                    {
                        uuid = held.Meeting.Uuid,
                        id = held.Meeting.Number,
                        host_id = world.UserId("priya.nair@sim.example"),
                        topic = "As the old answer says",
                        start_time = held.Meeting.StartsAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
                        duration = 30,
                        recording_files = held.Files.Select(file => new
                        {
                            id = file.Id, file_type = file.FileType, file_size = 7, status = "completed", download_url = $"{world.Zoom.Address}rec/download/x",
                        }),
                    },
                },
            }),
        });
        var started = await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/sources/{world.Source}/sync?from_date=2026-03-02");
        Assert.True(started.Code is 202, started.Text);
        await world.ListingsAsync(trash ? 2 : 1);
    }
}
