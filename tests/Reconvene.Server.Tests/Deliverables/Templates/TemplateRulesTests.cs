using System.Text.Json;
using Reconvene.Server.Tests.Deliverables.Models;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Templates;

/// <summary>Which recordings a template takes, and how it is made, changed and removed.</summary>
public sealed class TemplateRulesTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task A_preview_shows_what_such_rules_would_take_and_keeps_nothing(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        await HoldTwoAsync(scene);

        await AssertTakenAsync(scene, "{}", "Планёрка отдела", "Pricing demo");
        await AssertTakenAsync(scene, """{"topic_contains":["none","PRICING"]}""", "Pricing demo");
        await AssertTakenAsync(scene, """{"topic_contains":["планёрка"]}""", "Планёрка отдела");
        await AssertTakenAsync(scene, """{"languages":["ru"]}""", "Планёрка отдела");
        await AssertTakenAsync(scene, """{"host_emails":["PRIYA.NAIR@sim.example"]}""", "Планёрка отдела");
        await AssertTakenAsync(scene, """{"topic_contains":["pricing"],"languages":["ru"]}""");
        await AssertTakenAsync(scene, """{"min_minutes":600}""");
        Assert.Equal(2, (await PreviewAsync(scene, """{"max_minutes":600}""")).Count);
        Assert.Empty(await PreviewAsync(scene, """{"source_ids":[987654]}"""));

        // Which source takes a recording is known once it was synced.
        await scene.World.SyncAsync();
        var ofSource = await PreviewAsync(scene, $$"""{"source_ids":[{{scene.World.Source}}]}""");
        Assert.Subset(ofSource.ToHashSet(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal) { "Планёрка отдела", "Pricing demo" });
        Assert.Single((await scene.World.GetAsync("/api/v1/templates")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [Engines]
    public async Task The_usual_template_takes_what_no_other_does_and_one_that_rests_takes_nothing(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        await HoldTwoAsync(scene);
        await SendAsync(scene, HttpMethod.Post, "", """{"name":"sales","title":"Sales","rules":{"topic_contains":["pricing"]}}""", 201);

        Assert.Equal(["Pricing demo"], await MatchesAsync(scene, "sales"));
        Assert.Equal(["Планёрка отдела"], await MatchesAsync(scene, "summary"));

        await SendAsync(scene, HttpMethod.Patch, "/sales", """{"is_active":false}""", 200);
        Assert.Empty(await MatchesAsync(scene, "sales"));
        Assert.Equal(2, (await MatchesAsync(scene, "summary")).Count);
    }

    [Theory]
    [Engines]
    public async Task A_change_of_what_somebody_else_changed_is_refused(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        await SendAsync(scene, HttpMethod.Post, "", """{"name":"sales","title":"Sales"}""", 201);
        var changed = await SendAsync(scene, HttpMethod.Patch, "/sales", """{"title":"Sales calls","version":1}""", 200);
        var late = await SendAsync(scene, HttpMethod.Patch, "/sales", """{"title":"Other","version":1}""", 409);
        var blind = await SendAsync(scene, HttpMethod.Patch, "/sales", """{"language":"ru"}""", 200);

        Assert.Equal(2, changed.Json.GetProperty("version").GetInt32());
        Assert.Equal("changed_meanwhile", late.ErrorCode);
        Assert.Equal(("Sales calls", "ru", 3), (
            blind.Json.GetProperty("title").GetString(), blind.Json.GetProperty("language").GetString(), blind.Json.GetProperty("version").GetInt32()));
        await SendAsync(scene, HttpMethod.Patch, "/none", """{"title":"Other"}""", 404);
        await SendAsync(scene, HttpMethod.Patch, "/summary", """{"title":"Other"}""", 409);
        await SendAsync(scene, HttpMethod.Delete, "/summary", null, 409);
        await SendAsync(scene, HttpMethod.Delete, "/sales", null, 204);
        await SendAsync(scene, HttpMethod.Delete, "/sales", null, 404);
    }

    [Theory]
    [Engines]
    public async Task What_the_database_would_not_take_is_refused_by_its_name(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        var word = new string('ё', 180);
        var many = JsonSerializer.Serialize(Enumerable.Range(0, 100).Select(number => $"{number:000}{word}"));
        await SendAsync(scene, HttpMethod.Post, "", $$$"""{"name":"russian","title":"Р","rules":{"topic_contains":{{{many}}}}}""", 201);
        var long320 = JsonSerializer.Serialize(Enumerable.Range(0, 100).Select(number => $"{number:000}{new string('ё', 317)}"));
        var tooMany = await SendAsync(scene, HttpMethod.Post, "", $$$"""{"name":"more","title":"Р","rules":{"topic_contains":{{{long320}}}}}""", 422);
        Assert.Contains("rules", tooMany.Text, StringComparison.Ordinal);
        await SendAsync(scene, HttpMethod.Post, "", """{"name":"nul","title":"a\u0000b"}""", 422);
        await SendAsync(scene, HttpMethod.Post, "", """{"name":"nul","title":"a","instructions":"a\u0000b"}""", 422);
        await SendAsync(scene, HttpMethod.Post, "", """{"name":"Large","title":"a"}""", 422);
        await SendAsync(scene, HttpMethod.Post, "", """{"name":"sections","title":"a","sections":["weather"]}""", 422);
        await SendAsync(scene, HttpMethod.Post, "", """{"name":"russian","title":"a"}""", 409);
    }

    internal static async Task<Answer> SendAsync(ModelScene scene, HttpMethod method, string path, string? body, int code)
    {
        var answer = await scene.World.Owner.SendAsync(method, $"/api/v1/templates{path}", body);
        Assert.True(answer.Code == code, $"{answer.Code}: {answer.Text}");
        return answer;
    }

    private static async Task HoldTwoAsync(ModelScene scene)
    {
        await scene.World.Control.HoldMeetingAsync(new() { Topic = "Pricing demo", Dialogue = "weekly-1.en", Files = ["transcript"] }, CancellationToken.None);
        await scene.World.DrainAsync();
        scene.World.Clock!.Advance(TimeSpan.FromHours(3));
        await scene.World.Control.HoldMeetingAsync(
            new() { Topic = "Планёрка отдела", Dialogue = "planning.ru", Language = "ru", Host = "priya.nair@sim.example", Files = ["transcript"] },
            CancellationToken.None);
        await scene.World.DrainAsync();

        Assert.All(await scene.World.RecordingsAsync(), recording => Assert.Equal("ready", recording.State()));

        // Zoom names hosts by their ids; the address is learned where a source asks for users.
        await using var work = await scene.World.Server.Database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(
            "UPDATE meetings SET host_email = 'priya.nair@sim.example' WHERE topic <> 'Pricing demo'", null, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }

    private static async Task AssertTakenAsync(ModelScene scene, string rules, params string[] topics)
    {
        var taken = await PreviewAsync(scene, rules);
        Assert.True(topics.SequenceEqual(taken, StringComparer.Ordinal), $"{rules} takes {string.Join(", ", taken)}, not {string.Join(", ", topics)}.");
    }

    private static async Task<IReadOnlyList<string>> PreviewAsync(ModelScene scene, string rules) =>
        Topics((await SendAsync(scene, HttpMethod.Post, "/preview", $$"""{"rules":{{rules}}}""", 200)).Json);

    private static async Task<IReadOnlyList<string>> MatchesAsync(ModelScene scene, string name) =>
        Topics((await SendAsync(scene, HttpMethod.Get, $"/{name}/matches", null, 200)).Json);

    private static IReadOnlyList<string> Topics(JsonElement matches) =>
        [.. matches.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("topic").GetString()!)];
}
