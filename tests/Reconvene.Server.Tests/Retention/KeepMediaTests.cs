using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Recordings.Retention;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Retention;

/// <summary>How long media are kept here.</summary>
public sealed class KeepMediaTests
{
    [Theory]
    [Engines]
    public async Task Media_go_when_their_days_are_over_and_texts_and_what_was_made_of_them_stay(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (held, id) = await scene.ReadyAsync();
        Assert.Equal(200, (await scene.RuleAsync("""{"keep_media":"30d"}""")).Code);
        Assert.Equal("30d", (await scene.ViewAsync(id)).GetProperty("keep_media").GetString());
        await scene.RoundAsync();
        Assert.All(await scene.FilesAsync(id), file => Assert.Equal("held", file.State));
        var preview = await scene.Rig.World.GetAsync("/api/v1/recordings/retention?days=40&limit=1");
        Assert.Equal(0, preview.GetProperty("now").GetProperty("files").GetInt32());
        Assert.Equal(2, preview.GetProperty("within").GetProperty("files").GetInt32());
        Assert.NotNull(preview.GetProperty("next_cursor").GetString());

        scene.Rig.Clock.Advance(TimeSpan.FromDays(31));
        preview = await scene.Rig.World.GetAsync("/api/v1/recordings/retention");
        Assert.Equal(2, preview.GetProperty("now").GetProperty("files").GetInt32());
        await scene.RoundAsync();

        var files = await scene.FilesAsync(id);
        Assert.All(files.Where(file => file.FileType is "MP4" or "M4A"), file =>
        {
            Assert.Equal("deleted", file.State);
            Assert.Contains("30 days", file.Reason, StringComparison.Ordinal);
            Assert.Contains("My Zoom Recordings", file.Reason, StringComparison.Ordinal);
            Assert.NotNull(file.Sha256);
            Assert.False(File.Exists(scene.PathOf(file)));
        });
        var transcript = files.Single(file => file.FileType is "TRANSCRIPT");
        Assert.Equal("held", transcript.State);
        Assert.Contains("media.removed", await scene.AuditAsync(), StringComparer.Ordinal);
        var view = await scene.ViewAsync(id);
        Assert.Equal("ready", view.GetProperty("state").GetString());
        Assert.Equal(transcript.HeldBytes, view.GetProperty("held_bytes").GetInt64());

        await scene.Rig.LearnAsync(held);
        await scene.Rig.World.SyncAsync();
        Assert.Equal(2, (await scene.FilesAsync(id)).Count(file => file.State is "deleted"));
        Assert.Equal(202, (await scene.PostAsync($"/api/v1/recordings/{id}/process")).Code);
        await scene.Rig.World.DrainAsync();
        Assert.Equal("ready", (await scene.ViewAsync(id)).GetProperty("state").GetString());
        await scene.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task What_is_not_processed_stays_and_is_counted_as_kept_back(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (_, id) = await scene.ReadyAsync("Silent", "video");
        Assert.Equal("held", (await scene.ViewAsync(id)).GetProperty("state").GetString());
        await scene.RuleAsync("""{"keep_media":"until_processed"}""");

        await scene.RoundAsync();

        Assert.Equal("held", Assert.Single(await scene.FilesAsync(id)).State);
        var preview = await scene.Rig.World.GetAsync("/api/v1/recordings/retention");
        Assert.Equal(1, preview.GetProperty("kept_back").GetProperty("files").GetInt32());
        Assert.Empty(preview.GetProperty("items").EnumerateArray());
        await scene.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task What_is_under_way_and_what_a_person_keeps_stays(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (held, id) = await scene.ReadyAsync();
        await scene.RuleAsync("""{"keep_media":"until_processed"}""");
        Assert.True((await scene.PostAsync($"/api/v1/recordings/{id}/keep")).Json.GetProperty("is_kept").GetBoolean());
        await scene.RoundAsync();
        Assert.All(await scene.FilesAsync(id), file => Assert.Equal("held", file.State));

        var released = await scene.Rig.World.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/recordings/{id}/keep");
        Assert.False(released.Json.GetProperty("is_kept").GetBoolean());
        scene.Rig.Zoom.AddFault(new FaultRule { Method = "GET", Path = "/v2/meetings/{meeting}/recordings", Status = 503 });
        Assert.Equal(202, (await scene.PostAsync($"/api/v1/recordings/{id}/process")).Code);
        await scene.Rig.World.DrainAsync();
        await scene.RoundAsync();
        Assert.All(await scene.FilesAsync(id), file => Assert.Equal("held", file.State));

        await scene.Rig.SettleAsync();
        await scene.RoundAsync();
        Assert.Equal(2, (await scene.FilesAsync(id)).Count(file => file.State is "deleted"));
        Assert.NotNull(held);
        await scene.CheckAsync();
    }

    [Fact]
    public async Task What_a_person_keeps_in_the_very_moment_of_the_round_stays()
    {
        await using var scene = await RetentionScene.StartAsync(TestEngine.Postgres);
        var (_, id) = await scene.ReadyAsync();
        await scene.RuleAsync("""{"keep_media":"until_processed"}""");
        Task round;
        await using (var person = await scene.Rig.World.Server.Database.BeginAsync(CancellationToken.None))
        {
            await person.ExecuteAsync("UPDATE recordings SET is_kept = TRUE WHERE id = @id", new { id }, CancellationToken.None);

            // Not as a part of what the person does.
            using (ExecutionContext.SuppressFlow())
            {
                round = Task.Run(scene.AskBySourceAsync);
            }

            while (!round.IsCompleted && await IsAnybodyWaitingAsync(scene) is false)
            {
                await Task.Yield();
            }

            await person.CommitAsync(CancellationToken.None);
        }

        await round;
        Assert.All(await scene.FilesAsync(id), file => Assert.Equal("held", file.State));
        await scene.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task What_a_person_takes_by_name_is_kept_until_it_is_processed_unless_a_source_takes_it_too(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var mine = await scene.Rig.HoldAsync(200_000, "By name", "video", "transcript");
        var plain = await scene.Rig.HoldAsync(200_000, "Not processed", "video", "transcript");
        var removed = await scene.Rig.World.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/sources/{scene.Rig.World.Source}");
        Assert.Equal(204, removed.Code);
        await DownloadAsync(scene, mine, "{}");
        await DownloadAsync(scene, plain, """{"process_immediately":false}""");

        await scene.RoundAsync();

        var views = await scene.Rig.World.RecordingsAsync();
        Assert.Equal(["forever", "until_processed"], views.Select(one => one.GetProperty("keep_media").GetString()).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        var files = await scene.Rig.FilesAsync();
        var gone = Assert.Single(files, file => file.State is "deleted");
        Assert.Equal(("MP4", 3), (gone.FileType, files.Count(file => file.State is "held")));
        await scene.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task A_source_that_takes_it_too_keeps_it_and_what_a_removed_source_took_is_kept(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var held = await scene.Rig.HoldAsync(200_000, "By name", "video", "transcript");
        await DownloadAsync(scene, held, "{}");
        await scene.RoundAsync();
        var view = Assert.Single(await scene.Rig.World.RecordingsAsync());
        Assert.Equal((scene.Rig.World.Source, "forever"), (view.GetProperty("source_id").GetInt64(), view.GetProperty("keep_media").GetString()));
        Assert.All(await scene.Rig.FilesAsync(), file => Assert.Equal("held", file.State));

        await scene.RuleAsync("""{"keep_media":"until_processed"}""");
        await scene.Rig.World.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/sources/{scene.Rig.World.Source}");
        await scene.RoundAsync();
        Assert.All(await scene.Rig.FilesAsync(), file => Assert.Equal("held", file.State));
        Assert.Equal("forever", Assert.Single(await scene.Rig.World.RecordingsAsync()).GetProperty("keep_media").GetString());
    }

    [Theory]
    [InlineData("30")]
    [InlineData("0d")]
    [InlineData("3651d")]
    [InlineData("soon")]
    public async Task A_rule_that_is_none_is_refused_with_a_sentence(string rule)
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite);

        var answer = await world.Owner.SendAsync(
            HttpMethod.Patch, $"/api/v1/sources/{world.Source}", $$"""{"keep_media":"{{rule}}","trash_at_zoom_after":"{{rule}}"}""");

        Assert.Equal(422, answer.Code);
        Assert.Equal(["keep_media", "trash_at_zoom_after"], answer.Fields);
    }

    [Theory]
    [Engines]
    public async Task What_nobody_has_looked_at_yet_is_said_to_be_kept_as_it_is(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (_, id) = await scene.ReadyAsync();
        await using (var work = await scene.Rig.World.Server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync(
                "UPDATE recordings SET source_id = NULL, source_known = 0, keep_media = 'until_processed' WHERE id = @id", new { id }, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        Assert.Equal("forever", (await scene.ViewAsync(id)).GetProperty("keep_media").GetString());
        await scene.AskBySourceAsync();
        Assert.All(await scene.FilesAsync(id), file => Assert.Equal("held", file.State));
    }

    [Theory]
    [Engines]
    public async Task A_source_says_its_rules_back_and_keeps_what_is_not_named(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var path = $"/api/v1/sources/{world.Source}";
        var before = await world.GetAsync(path);
        Assert.Equal(("forever", "never"), (before.GetProperty("keep_media").GetString(), before.GetProperty("trash_at_zoom_after").GetString()));

        await world.Owner.SendAsync(HttpMethod.Patch, path, """{"keep_media":"90D","trash_at_zoom_after":"7d"}""");
        var after = await world.Owner.SendAsync(HttpMethod.Patch, path, """{"name":"Renamed"}""");
        Assert.Equal("90d", after.Json.GetProperty("keep_media").GetString());
        Assert.Equal("7d", after.Json.GetProperty("trash_at_zoom_after").GetString());

        after = await world.Owner.SendAsync(HttpMethod.Patch, path, """{"keep_media":"until_processed","trash_at_zoom_after":"never"}""");
        Assert.Equal("until_processed", after.Json.GetProperty("keep_media").GetString());
        Assert.Equal("never", after.Json.GetProperty("trash_at_zoom_after").GetString());
    }

    [Fact]
    public async Task What_a_stop_left_on_the_disk_is_swept_and_what_is_wanted_or_young_stays()
    {
        await using var scene = await RetentionScene.StartAsync(TestEngine.Sqlite);
        var (_, id) = await scene.ReadyAsync();
        var files = await scene.FilesAsync(id);
        await scene.RuleAsync("""{"keep_media":"until_processed"}""");
        await scene.RoundAsync();
        var folder = Path.Combine(scene.Root, $"{id}");
        var old = scene.Rig.Clock.GetUtcNow().UtcDateTime.AddDays(-2);
        var left = Leave(scene.PathOf(files.First(file => file.FileType is "MP4")), old);
        var piece = Leave(Path.Combine(folder, $"{files[0].Id}.part~"), old);
        var strange = Leave(Path.Combine(folder, "notes.txt"), old);
        var young = Leave(Path.Combine(folder, $"{files[1].Id}.part~"), scene.Rig.Clock.GetUtcNow().UtcDateTime);
        var temporary = Leave(Path.Combine(scene.Rig.World.Server.DataFolder, "tmp", "left"), old);
        var unknown = Path.Combine(scene.Root, "987654");
        Directory.CreateDirectory(unknown);
        Directory.SetLastWriteTimeUtc(unknown, old.AddDays(-7));

        await scene.Rig.World.Server.Services.GetRequiredService<SweepMedia>().RunAsync(CancellationToken.None);

        Assert.Equal([false, false, true, true, false], new[] { left, piece, strange, young, temporary }.Select(File.Exists));
        Assert.False(Directory.Exists(unknown));
        File.Delete(strange);
        File.Delete(young);
        await scene.CheckAsync();
    }

    private static async Task<bool> IsAnybodyWaitingAsync(RetentionScene scene) => await scene.Rig.World.Server.Database.FindAsync<long>(
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", null, CancellationToken.None) > 0;

    private static string Leave(string path, DateTime writtenAt)
    {
        File.WriteAllText(path, "left");
        File.SetLastWriteTimeUtc(path, writtenAt);
        return path;
    }

    private static async Task DownloadAsync(RetentionScene scene, HeldMeeting held, string json)
    {
        var uuid = Uri.EscapeDataString(Uri.EscapeDataString(held.Meeting.Uuid));
        var started = await scene.PostAsync($"/api/zoom/download/{uuid}", json);
        Assert.True(started.Code is 202, started.Text);
        await scene.Rig.World.DrainAsync();
        await scene.Rig.SettleAsync();
    }
}
