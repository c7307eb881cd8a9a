using System.Text.Json;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Server.Tests.Tenants;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Models;

/// <summary>How long a model is waited for, and what is said when it was in vain.</summary>
public sealed class PatienceTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task A_server_that_asks_to_wait_again_and_again_is_done_without_in_the_end(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock, ("Model:FallBackAfter", "3"));
        scene.Script.Behaviour = new ModelRule { Behaviour = ModelBehaviour.RateLimited, RetryAfter = TimeSpan.FromMinutes(7) };
        await scene.HoldAsync();
        for (var tries = 1; tries < 3; tries++)
        {
            Assert.Equal(tries, scene.Script.Requests.Count);
            _clock.Advance(TimeSpan.FromMinutes(8));
            await scene.World.DrainAsync();
        }

        await AssertDoneWithoutAsync(scene, "asks to wait (429)");
        Assert.Equal(3, scene.Script.Requests.Count);
    }

    [Theory]
    [Engines]
    public async Task A_server_that_asks_to_wait_for_a_day_is_done_without_at_once(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        scene.Script.Behaviour = new ModelRule { Behaviour = ModelBehaviour.RateLimited, RetryAfter = TimeSpan.FromHours(20) };
        await scene.HoldAsync();

        await AssertDoneWithoutAsync(scene, "asks to wait (429)");
        Assert.Single(scene.Script.Requests);
    }

    [Theory]
    [Engines]
    public async Task While_a_call_of_one_tenant_hangs_another_tenants_meeting_is_written(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        var other = scene.World.Server.Client(await NewTenant.AddAsync(scene.World.Server));
        scene.Script.AddRule(new ModelRule { Behaviour = ModelBehaviour.Hanging, Times = 1 });
        var held = scene.HoldAsync();
        await scene.Script.WaitForRequestAsync(request => request.Behaviour is ModelBehaviour.Hanging, CancellationToken.None);

        await SyncTodayAsync(scene, other);
        var theirs = await UntilReadyAsync(other);

        Assert.Equal(ModelScene.Topic, theirs.GetProperty("topic").GetString());
        Assert.False(held.IsCompleted);
        Assert.Equal("understanding", (await scene.RecordingAsync()).State());
        scene.Script.LetGo();
        await held;
    }

    [Fact]
    public async Task A_server_that_nobody_runs_cannot_be_reached()
    {
        await using var scene = await ModelScene.StartAsync(
            TestEngine.Sqlite, _clock, ("Model:FallBackAfter", "1"), ("Model:Endpoint", "http://127.0.0.1:1/v1"));
        await scene.HoldAsync();

        await AssertDoneWithoutAsync(scene, "cannot be reached");
    }

    [Fact]
    public async Task An_answer_without_an_end_is_left_and_done_without()
    {
        await using var scene = await ModelScene.StartAsync(TestEngine.Sqlite, _clock);
        scene.Script.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Endless };
        await scene.HoldAsync();

        await AssertDoneWithoutAsync(scene, "more than 16 MiB");
        Assert.Single(scene.Script.Requests);
    }

    [Fact]
    public async Task A_content_filter_is_named_as_the_reason()
    {
        await using var scene = await ModelScene.StartAsync(TestEngine.Sqlite, _clock);
        scene.Script.AddRule(new ModelRule
        {
            Behaviour = ModelBehaviour.Fixed, Status = 400, Answer = """{"error":{"code":"content_filter","message":"The response was filtered."}}""",
        });
        await scene.HoldAsync();

        await AssertDoneWithoutAsync(scene, "content filter stopped it");
        Assert.Single(scene.Script.Requests);
    }

    [Fact]
    public async Task An_answer_that_its_filter_ended_is_no_answer()
    {
        await using var scene = await ModelScene.StartAsync(TestEngine.Sqlite, _clock);
        scene.Script.AddRule(new ModelRule
        {
            Behaviour = ModelBehaviour.Fixed, Status = 200, Answer = """{"choices":[{"message":{"content":"{\"summary\":["},"finish_reason":"content_filter"}]}""",
        });
        await scene.HoldAsync();

        await AssertDoneWithoutAsync(scene, "content filter stopped it");
        Assert.Single(scene.Script.Requests);
    }

    /// <summary>Connects the same Zoom account for another tenant, and has its meetings of today fetched.</summary>
    private static async Task SyncTodayAsync(ModelScene scene, HttpClient tenant)
    {
        var zoom = scene.World.Control.World();
        var credential = await tenant.SendAsync(HttpMethod.Post, "/api/v1/credentials/", JsonSerializer.Serialize(new
        {
            platform = "zoom", credentials = new { account_id = zoom.AccountId, client_id = zoom.ClientId, client_secret = zoom.ClientSecret },
        }));
        Assert.True(credential.Code is 201, credential.Text);
        var source = await tenant.SendAsync(HttpMethod.Post, "/api/v1/sources", JsonSerializer.Serialize(new
        {
            name = "Theirs", platform = "ZOOM", credential_id = credential.Json.GetProperty("id").GetInt64(), config = new { recording_type = "cloud" },
        }));
        Assert.True(source.Code is 201, source.Text);
        var sync = await tenant.SendAsync(
            HttpMethod.Post, $"/api/v1/sources/{source.Json.GetProperty("id")}/sync?from_date={scene.World.Control.Now:yyyy-MM-dd}");
        Assert.True(sync.Code is 202, sync.Text);
    }

    private static async Task<JsonElement> UntilReadyAsync(HttpClient tenant)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var all = (await tenant.SendAsync(HttpMethod.Get, "/api/v1/recordings")).Json.GetProperty("items").EnumerateArray();
            if (all.FirstOrDefault(one => one.State() is "ready") is { ValueKind: JsonValueKind.Object } ready)
            {
                return ready;
            }

            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private static async Task AssertDoneWithoutAsync(ModelScene scene, string why)
    {
        var document = await scene.DeliverableAsync();
        Assert.Equal("extractive", document.GetProperty("made_by").GetString());
        Assert.Contains(ModelScene.Model, document.GetProperty("made_by_note").GetString(), StringComparison.Ordinal);
        Assert.Contains(why, document.GetProperty("remark").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(document.GetProperty("summary").EnumerateArray());
        Assert.Contains(scene.World.Server.LogLines, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains(why, StringComparison.Ordinal));
    }
}
