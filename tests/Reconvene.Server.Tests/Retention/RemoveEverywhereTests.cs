using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Retention;

/// <summary>What a person removes here and at Zoom.</summary>
public sealed class RemoveEverywhereTests
{
    private const string One = "/v2/meetings/{meeting}/recordings";

    [Theory]
    [Engines]
    public async Task Removing_here_and_there_moves_Zooms_first_and_keeps_ours_when_that_fails(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (held, id) = await scene.ReadyAsync();
        var path = $"/api/v1/recordings/{id}?at_zoom=trash";
        Assert.Equal(422, (await scene.Rig.World.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/recordings/{id}?at_zoom=delete")).Code);
        scene.Rig.Zoom.AddFault(new FaultRule { Method = "DELETE", Path = One, Status = 403, Body = """{"code":200,"message":"No permission."}""" });
        var refused = await scene.Rig.World.Owner.SendAsync(HttpMethod.Delete, path);
        Assert.Equal(202, refused.Code);
        Assert.Equal("FAILURE", (await scene.EndAsync(refused.Json.GetProperty("task_id").GetString()!)).GetProperty("state").GetString());
        await scene.Rig.AssertHeldAsync(held);

        var started = await scene.Rig.World.Owner.SendAsync(HttpMethod.Delete, path);
        var task = await scene.EndAsync(started.Json.GetProperty("task_id").GetString()!);

        Assert.Equal("SUCCESS", task.GetProperty("state").GetString());
        Assert.All(await scene.FilesAsync(id), file => Assert.Equal("deleted", file.State));
        Assert.Equal("trashed", (await scene.ViewAsync(id)).GetProperty("at_zoom").GetString());
        Assert.Contains("recording.removed", await scene.AuditAsync(), StringComparer.Ordinal);
        await scene.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task One_file_goes_here_and_there_and_the_others_stay(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (_, id) = await scene.ReadyAsync();
        var video = (await scene.FilesAsync(id)).Single(file => file.FileType is "MP4");
        scene.Rig.Zoom.AddFault(new FaultRule { Method = "DELETE", Path = One + "/{file}", LoseAnswer = true });

        var started = await scene.Rig.World.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/recordings/{id}/files/{video.Id}?at_zoom=trash");
        Assert.Equal(202, started.Code);
        var task = await scene.EndAsync(started.Json.GetProperty("task_id").GetString()!);

        Assert.True(task.GetProperty("state").GetString() is "SUCCESS", task.GetRawText());
        Assert.Single(scene.Trashings);
        Assert.Equal(["deleted", "held", "held"], (await scene.FilesAsync(id)).Select(file => file.State).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal("listed", (await scene.ViewAsync(id)).GetProperty("at_zoom").GetString());
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Two_files_that_are_removed_at_once_both_go()
    {
        await using var scene = await RetentionScene.StartAsync(TestEngine.Sqlite);
        var (_, id) = await scene.ReadyAsync();
        foreach (var file in (await scene.FilesAsync(id)).Where(file => file.FileType is "MP4" or "M4A"))
        {
            var started = await scene.Rig.World.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/recordings/{id}/files/{file.Id}?at_zoom=trash");
            Assert.Equal(202, started.Code);
        }

        await scene.Rig.World.DrainAsync();
        await scene.Rig.SettleAsync();

        Assert.Equal(2, scene.Trashings.Count);
        Assert.Equal(2, (await scene.FilesAsync(id)).Count(file => file.State is "deleted"));
        await scene.CheckAsync();
    }
}
