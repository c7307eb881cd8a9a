using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Retention;

/// <summary>Zoom's trash by the rule of a source: judged again before Zoom is asked, and everyone has a turn.</summary>
public sealed class TrashBySourceTests
{
    private const string One = "/v2/meetings/{meeting}/recordings";

    [Theory]
    [Engines]
    public async Task A_source_may_say_that_its_recordings_go_to_the_trash_after_some_days(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (held, id) = await scene.ReadyAsync();
        await scene.RoundAsync();
        Assert.Empty(scene.Trashings);
        await scene.RuleAsync("""{"trash_at_zoom_after":"7d"}""");
        await scene.RoundAsync();
        Assert.Empty(scene.Trashings);
        scene.Rig.Clock.Advance(TimeSpan.FromDays(5));
        await scene.PostAsync($"/api/v1/recordings/{id}/keep");
        await scene.RoundAsync();
        Assert.Empty(scene.Trashings);

        await scene.Rig.World.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/recordings/{id}/keep");
        await scene.RoundAsync();

        Assert.Single(scene.Trashings);
        Assert.Equal("trashed", (await scene.ViewAsync(id)).GetProperty("at_zoom").GetString());
        await scene.Rig.AssertHeldAsync(held);
        await scene.RoundAsync();
        Assert.Single(scene.Trashings);
        await scene.CheckAsync();
    }

    [Theory]
    [InlineData(TestEngine.Sqlite, "keep")]
    [InlineData(TestEngine.Sqlite, "never")]
    [InlineData(TestEngine.Sqlite, "removed")]
    [InlineData(TestEngine.Postgres, "keep")]
    [InlineData(TestEngine.Postgres, "never")]
    [InlineData(TestEngine.Postgres, "removed")]
    public async Task What_a_rule_ordered_stays_at_Zoom_when_the_rule_ends_before_Zoom_is_asked(TestEngine engine, string end)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (_, id) = await scene.ReadyAsync();
        await scene.RuleAsync("""{"trash_at_zoom_after":"3d"}""");
        scene.Rig.Clock.Advance(TimeSpan.FromDays(5));
        scene.Rig.Zoom.ClearLog();
        scene.Rig.Zoom.AddFault(new FaultRule { Method = "GET", Path = One, Gate = "asked" });
        await scene.AskBySourceAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await scene.Rig.Zoom.WaitForRequestAsync(request => request is { Method: "GET", Route: One }, patience.Token);
        var source = $"/api/v1/sources/{scene.Rig.World.Source}";
        var answer = end switch
        {
            "keep" => await scene.PostAsync($"/api/v1/recordings/{id}/keep"),
            "never" => await scene.Rig.World.Owner.SendAsync(HttpMethod.Patch, source, """{"trash_at_zoom_after":"never"}"""),
            _ => await scene.Rig.World.Owner.SendAsync(HttpMethod.Delete, source),
        };
        Assert.InRange(answer.Code, 200, 204);
        scene.Rig.Zoom.ReleaseGate("asked");
        await scene.Rig.World.DrainAsync();
        await scene.Rig.SettleAsync();

        Assert.Empty(scene.Trashings);
        Assert.Equal("listed", (await scene.ViewAsync(id)).GetProperty("at_zoom").GetString());
        await scene.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task Recordings_that_stay_for_a_reason_do_not_stand_before_those_that_could_go(TestEngine engine)
    {
        await using var scene = await RetentionScene.StartAsync(engine);
        var (_, id) = await scene.ReadyAsync();
        await scene.RuleAsync("""{"trash_at_zoom_after":"3d"}""");
        await CloneAsync(scene, id, 60);
        await scene.RoundAsync();
        Assert.Empty(scene.Trashings);

        scene.Rig.Clock.Advance(TimeSpan.FromHours(25));
        await scene.RoundAsync();

        Assert.Single(scene.Trashings);
        Assert.Equal("trashed", (await scene.ViewAsync(id)).GetProperty("at_zoom").GetString());

        // Each refusal makes the wait longer.
        var waits = await scene.Rig.World.Server.Database.QueryAsync<long>(
            "SELECT DISTINCT (trash_not_before - trash_asked_at) / 86400000 FROM recordings WHERE announced_files = 99 ORDER BY 1", null, CancellationToken.None);
        Assert.Equal([1L, 2L], waits);
    }

    /// <summary>Older recordings that are held, and of which Zoom counts more files than it lists.</summary>
    private static async Task CloneAsync(RetentionScene scene, long id, int times)
    {
        await using var work = await scene.Rig.World.Server.Database.BeginAsync(CancellationToken.None);
        for (var number = 1; number <= times; number++)
        {
            var meeting = await work.SingleAsync<long>(
                """
                INSERT INTO meetings (tenant_id, connection_id, meeting_uuid, topic, kind, host_id, first_seen_by, first_seen_at, last_checked_at)
                SELECT m.tenant_id, m.connection_id, @uuid, m.topic, m.kind, m.host_id, m.first_seen_by, m.first_seen_at, m.last_checked_at
                FROM meetings m JOIN recordings r ON r.meeting_id = m.id WHERE r.id = @id
                RETURNING id
                """,
                new { id, uuid = $"clone-{number}" },
                CancellationToken.None);
            var clone = await work.SingleAsync<long>(
                """
                INSERT INTO recordings (tenant_id, connection_id, meeting_id, start_at, state, announced_files, announced_bytes, changed_at,
                    created_at, updated_at, at_zoom, at_zoom_since, looks_done, source_id, source_known, version)
                SELECT tenant_id, connection_id, @meeting, start_at - 86400000, state, 99, 1, changed_at,
                    created_at, updated_at, at_zoom, at_zoom_since, looks_done, source_id, source_known, 1
                FROM recordings WHERE id = @id
                RETURNING id
                """,
                new { id, meeting },
                CancellationToken.None);
            await work.ExecuteAsync(
                """
                INSERT INTO recording_files (tenant_id, recording_id, file_key, file_type, file_extension, recording_type, listed_bytes, state,
                    first_seen_by, first_seen_at, last_checked_at, mark_bytes, held_bytes, sha256, held_at, verified_at, version)
                SELECT tenant_id, @clone, file_key, file_type, file_extension, recording_type, listed_bytes, state,
                    first_seen_by, first_seen_at, last_checked_at, 0, held_bytes, sha256, held_at, verified_at, 1
                FROM recording_files WHERE recording_id = @id
                """,
                new { id, clone },
                CancellationToken.None);
        }

        await work.CommitAsync(CancellationToken.None);
    }
}
