using System.Text.Json;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Retention;

/// <summary>Zoom's trash: only after verification, and never on a guess.</summary>
public sealed class TrashAtZoomTests
{
    private const string One = "/v2/meetings/{meeting}/recordings";

    [Theory]
    [Engines]
    public async Task What_is_held_whole_goes_to_the_trash_is_kept_here_and_can_be_recovered(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (held, id) = await scene.ReadyAsync();
        var preview = (await scene.PostAsync("/api/v1/recordings/trash-at-zoom", "{}")).Json;
        Assert.True(preview.GetProperty("preview").GetBoolean());
        Assert.Equal(1, preview.GetProperty("count").GetInt32());
        Assert.Equal(id, preview.GetProperty("items")[0].GetProperty("recording_id").GetInt64());
        Assert.Empty(scene.Trashings);

        var task = await scene.TrashAsync(id);

        var result = task.GetProperty("result");
        Assert.True(result.GetProperty("outcome").GetString() is "trashed", task.GetRawText());
        Assert.Equal(3, result.GetProperty("files").GetInt32());
        var asked = Assert.Single(scene.Trashings);
        Assert.Equal(204, asked.Status);
        var view = await scene.ViewAsync(id);
        Assert.Equal(("trashed", "ready"), (view.GetProperty("at_zoom").GetString(), view.GetProperty("state").GetString()));
        Assert.Equal(30, (view.GetProperty("at_zoom_until").GetDateTimeOffset() - view.GetProperty("at_zoom_since").GetDateTimeOffset()).TotalDays);
        await scene.Rig.AssertHeldAsync(held);
        await scene.CheckAsync();

        var back = await scene.PostAsync($"/api/v1/recordings/{id}/recover-at-zoom");
        Assert.True(back.Code is 202, back.Text);
        var recovered = await scene.EndAsync(back.Json.GetProperty("task_id").GetString()!);
        Assert.Equal("recovered", recovered.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Equal("listed", (await scene.ViewAsync(id)).GetProperty("at_zoom").GetString());
        Assert.Equal(409, (await scene.PostAsync($"/api/v1/recordings/{id}/recover-at-zoom")).Code);
        Assert.Superset(
            new HashSet<string>(["recordings.trash_at_zoom_asked", "recording.trashed_at_zoom", "recording.recovered_at_zoom"], StringComparer.Ordinal),
            (await scene.AuditAsync()).ToHashSet(StringComparer.Ordinal));
        await scene.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task Nothing_is_trashed_when_one_byte_of_ours_is_flipped_and_the_file_is_fetched_again(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (held, id) = await scene.ReadyAsync();
        var video = scene.PathOf((await scene.FilesAsync(id)).Single(file => file.FileType is "MP4"));
        var bytes = await File.ReadAllBytesAsync(video);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(video, bytes);

        var task = await scene.TrashAsync(id);

        Assert.Equal("kept", task.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Contains("content has changed", task.GetProperty("result").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Empty(scene.Trashings);
        await scene.Rig.AssertHeldAsync(held);
        await scene.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task Nothing_is_trashed_when_Zoom_lists_what_is_not_held_or_in_another_size(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (held, id) = await scene.ReadyAsync();
        var listing = await scene.Rig.ListingOfAsync(held);
        var size = (await scene.FilesAsync(id)).Single(file => file.FileType is "MP4").HeldBytes;
        scene.Rig.ListAs(listing.Replace("\"file_type\":\"TRANSCRIPT\"", "\"id\":\"another-file\",\"file_type\":\"TRANSCRIPT\"", StringComparison.Ordinal)
            .Replace(held.Files.Single(file => file.FileType is "TRANSCRIPT").Key, "another-file", StringComparison.Ordinal));

        var task = await scene.TrashAsync(id, settle: false);

        Assert.Equal("kept", task.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Contains("not held here", task.GetProperty("result").GetProperty("reason").GetString(), StringComparison.Ordinal);
        scene.Rig.Zoom.ClearFaults();
        scene.Rig.ListAs(listing.Replace($"\"file_size\":{size}", $"\"file_size\":{size + 1}", StringComparison.Ordinal));

        task = await scene.TrashAsync(id, settle: false);

        Assert.Contains("bytes, and Zoom lists", task.GetProperty("result").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Empty(scene.Trashings);
        Assert.Equal("listed", (await scene.ViewAsync(id)).GetProperty("at_zoom").GetString());
    }

    [Theory]
    [Engines]
    public async Task What_is_not_held_whole_is_not_in_the_preview_and_gets_no_task(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (_, id) = await scene.ReadyAsync();
        var file = (await scene.FilesAsync(id))[0];
        var fresh = await scene.Rig.HoldAsync(200_000, "Fresh", "video", "transcript");
        await scene.Rig.LearnAsync(fresh);
        var broken = await scene.Rig.HoldAsync(20L << 20, "Broken");
        scene.Rig.Zoom.AddFault(new FaultRule { Path = "/ssr/*", CutAfterBytes = 1L << 20, Times = null });
        await scene.Rig.LearnAsync(broken);
        Assert.Equal(204, (await scene.Rig.World.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/recordings/{id}/files/{file.Id}")).Code);

        var preview = (await scene.PostAsync("/api/v1/recordings/trash-at-zoom", "{}")).Json;

        Assert.Equal(0, preview.GetProperty("count").GetInt32());
        var reasons = preview.GetProperty("items").EnumerateArray().ToDictionary(
            row => row.GetProperty("topic").GetString()!, row => row.GetProperty("reason").GetString(), StringComparer.Ordinal);
        Assert.Contains("removed here", reasons["Weekly review"], StringComparison.Ordinal);
        Assert.Contains("may still add files", reasons["Fresh"], StringComparison.Ordinal);
        Assert.Contains("worked on", reasons["Broken"], StringComparison.Ordinal);
        var asked = await scene.PostAsync("/api/v1/recordings/trash-at-zoom", $$"""{"preview":false,"ids":[{{id}},999999]}""");
        Assert.Equal(202, asked.Code);
        Assert.All(asked.Json.GetProperty("items").EnumerateArray(), row =>
        {
            Assert.NotNull(row.GetProperty("reason").GetString());
            Assert.True(!row.TryGetProperty("task_id", out var task) || task.ValueKind is JsonValueKind.Null);
        });
        Assert.Equal(422, (await scene.PostAsync("/api/v1/recordings/trash-at-zoom", """{"preview":false}""")).Code);
        Assert.Empty(scene.Trashings);
    }

    [Theory]
    [Engines]
    public async Task An_error_of_Zoom_is_not_taken_for_done(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (_, id) = await scene.ReadyAsync();
        scene.Rig.Zoom.AddFault(new FaultRule { Method = "DELETE", Path = One, Status = 500, Times = null });

        var task = await scene.TrashAsync(id);

        Assert.Equal("FAILURE", task.GetProperty("state").GetString());
        Assert.Equal("listed", (await scene.ViewAsync(id)).GetProperty("at_zoom").GetString());
        Assert.DoesNotContain("recording.trashed_at_zoom", await scene.AuditAsync(), StringComparer.Ordinal);
        scene.Rig.Zoom.ClearFaults();
        scene.Rig.Zoom.AddFault(new FaultRule
        {
            Method = "DELETE",
            Path = One,
            Status = 400,
            Body = """{"code":4711,"message":"Invalid access token, does not contain scopes:[cloud_recording:delete:meeting_recording:admin]."}""",
        });
        task = await scene.TrashAsync(id);
        Assert.Contains("cloud_recording:delete:meeting_recording:admin", task.GetProperty("error").GetString(), StringComparison.Ordinal);
        await scene.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task An_answer_that_was_lost_is_looked_up_and_nothing_is_asked_for_twice(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (_, id) = await scene.ReadyAsync();
        scene.Rig.Zoom.AddFault(new FaultRule { Method = "DELETE", Path = One, LoseAnswer = true });

        var task = await scene.TrashAsync(id);

        Assert.True(task.GetProperty("result").GetProperty("outcome").GetString() is "trashed", task.GetRawText());
        Assert.Single(scene.Trashings);
        Assert.Equal("trashed", (await scene.ViewAsync(id)).GetProperty("at_zoom").GetString());
        Assert.Single(await scene.AuditAsync(), action => action is "recording.trashed_at_zoom");
        await scene.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task An_answer_that_was_lost_is_on_record_also_when_Zooms_trash_lists_it_only_later(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (_, id) = await scene.ReadyAsync();
        scene.Rig.Zoom.AddFault(new FaultRule { Method = "DELETE", Path = One, LoseAnswer = true });

        // The first look at the trash, after the look at the list, finds nothing.
        scene.Rig.Zoom.AddFault(new FaultRule
        {
            Method = "GET",
            Path = "/v2/users/{user}/recordings",
            Nth = 2,
            Body = """{"from":"2026-03-01","to":"2026-03-03","page_size":300,"total_records":0,"next_page_token":"","meetings":[]}""",
        });

        var task = await scene.TrashAsync(id);

        Assert.True(task.GetProperty("result").GetProperty("outcome").GetString() is "trashed", task.GetRawText());
        Assert.Single(scene.Trashings);
        Assert.Single(await scene.AuditAsync(), action => action is "recording.trashed_at_zoom");
        await scene.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task What_somebody_else_recovered_at_Zoom_is_not_on_record_as_recovered_by_who_asks_here(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (_, id) = await scene.ReadyAsync();
        await using (var work = await scene.Rig.World.Server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync("UPDATE recordings SET at_zoom = 'trashed' WHERE id = @id", new { id }, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        var back = await scene.PostAsync($"/api/v1/recordings/{id}/recover-at-zoom");
        Assert.True(back.Code is 202, back.Text);
        var task = await scene.EndAsync(back.Json.GetProperty("task_id").GetString()!);

        Assert.Equal("recovered", task.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Equal("listed", (await scene.ViewAsync(id)).GetProperty("at_zoom").GetString());
        Assert.DoesNotContain("recording.recovered_at_zoom", await scene.AuditAsync(), StringComparer.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task What_was_read_through_is_not_read_again_after_an_interruption_and_stands_in_no_other_works_way(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (_, id) = await scene.ReadyAsync();
        var files = await scene.FilesAsync(id);
        await using (File.Open(scene.PathOf(files[1]), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await scene.PostAsync("/api/v1/recordings/trash-at-zoom", $$"""{"preview":false,"ids":[{{id}}]}""");
            await scene.Rig.World.DrainAsync();
        }

        Assert.Equal("disk", await scene.Rig.World.Server.Database.FindAsync<string>(
            "SELECT execution_group FROM jobs WHERE kind = 'trash-at-zoom'", null, CancellationToken.None));
        Assert.Empty(scene.Trashings);
        var first = await VerifiedAtAsync(scene, files[0].Id);
        await scene.Rig.SettleAsync();

        Assert.Single(scene.Trashings);
        Assert.Equal(first, await VerifiedAtAsync(scene, files[0].Id));
        Assert.True(await VerifiedAtAsync(scene, files[1].Id) > first);
        await scene.CheckAsync();
    }

    [Fact]
    public async Task What_a_person_orders_is_read_as_fast_as_the_disk_can()
    {
        // At the pace of a scrub it would take four minutes, and the test has two minutes.
        await using var scene = await RetentionScene.StartAsync(TestEngine.Sqlite, scrubBytesPerSecond: 1 << 16);
        var (_, id) = await scene.ReadyAsync(16L << 20);

        var task = await scene.TrashAsync(id);

        Assert.Equal("trashed", task.GetProperty("result").GetProperty("outcome").GetString());
    }

    private static Task<long> VerifiedAtAsync(RetentionScene scene, long file) => scene.Rig.World.Server.Database.FindAsync<long>(
        "SELECT verified_at FROM recording_files WHERE id = @file", new { file }, CancellationToken.None);
}
