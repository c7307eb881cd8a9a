using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Deliverables.Models;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Models;

/// <summary>What a model costs: nothing is paid for twice, and no day costs more than it may.</summary>
public sealed class BillTests
{
    private const string SmallContext = "8000";

    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task Parts_that_were_read_before_a_failure_are_not_asked_for_again(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(
            engine, _clock, ("Model:ContextTokens", SmallContext), ("Model:AnswerTokens", "3000"));
        scene.Script.AddRule(new ModelRule { Behaviour = ModelBehaviour.Unavailable, Nth = 3, Times = 2 });
        await scene.HoldAsync(Long());
        Assert.Equal("understanding", (await scene.RecordingAsync()).State());
        Assert.Equal(2, await CountAsync(scene, "SELECT COUNT(*) FROM model_drafts"));
        for (var tries = 0; tries < 2; tries++)
        {
            _clock.Advance(TimeSpan.FromMinutes(10));
            await scene.World.DrainAsync();
        }

        var document = await scene.DeliverableAsync();
        Assert.True(document.GetProperty("made_by").GetString() is ModelScene.Model, document.GetProperty("remark").GetRawText());
        AssertNothingTwice(scene);
        Assert.Equal(0, await CountAsync(scene, "SELECT COUNT(*) FROM model_drafts"));
    }

    [Theory]
    [Engines]
    public async Task Parts_that_were_read_before_the_task_was_cancelled_are_not_asked_for_again(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(
            engine, _clock, ("Model:ContextTokens", SmallContext), ("Model:AnswerTokens", "3000"));
        scene.Script.AddRule(new ModelRule { Behaviour = ModelBehaviour.Hanging, Nth = 3, Times = 1 });
        var held = scene.HoldAsync(Long());
        await scene.Script.WaitForRequestAsync(request => request.Behaviour is ModelBehaviour.Hanging, CancellationToken.None);
        var before = await CountAsync(scene, "SELECT SUM(tokens) FROM model_usage");
        var task = (await scene.World.GetAsync("/api/v1/tasks?limit=50")).GetProperty("items").EnumerateArray()
            .First(one => one.GetProperty("status").GetString() is "running" or "processing" || one.GetRawText().Contains("parts", StringComparison.Ordinal));
        await scene.World.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/tasks/{task.GetProperty("task_id").GetString()}");
        await held;

        // The call that was under way is booked as what it may have cost.
        Assert.Equal(before, await CountAsync(scene, "SELECT SUM(tokens) FROM model_usage"));
        var id = (await scene.RecordingAsync()).GetProperty("id").GetInt64();
        await scene.World.Owner.SendAsync(HttpMethod.Post, $"/api/v1/recordings/{id}/process");
        await scene.World.DrainAsync();

        var document = await scene.DeliverableAsync();
        Assert.True(document.GetProperty("made_by").GetString() is ModelScene.Model, document.GetProperty("remark").GetRawText());
        AssertNothingTwice(scene);
    }

    [Theory]
    [Engines]
    public async Task A_template_that_is_made_is_kept_though_another_one_fails(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        await MakeTemplateAsync(scene, "first", "Say it for the board.");
        await MakeTemplateAsync(scene, "second", "Say it for the shop.");
        scene.Script.AddRule(new ModelRule { Behaviour = ModelBehaviour.Unavailable, Contains = "for the shop", Times = 1 });
        await scene.HoldAsync();

        var made = (await scene.RecordingAsync()).GetProperty("deliverables").EnumerateArray().ToList();
        Assert.Single(made);
        _clock.Advance(TimeSpan.FromMinutes(10));
        await scene.World.DrainAsync();

        Assert.Equal(2, (await scene.RecordingAsync()).GetProperty("deliverables").GetArrayLength());
        Assert.Single(scene.Script.Requests, request => request.Body.Contains("for the board", StringComparison.Ordinal));
        Assert.Equal(2, scene.Script.Requests.Count(request => request.Body.Contains("for the shop", StringComparison.Ordinal)));
    }

    [Theory]
    [Engines]
    public async Task A_meeting_that_alone_is_too_much_for_a_day_is_left_to_the_built_in_summariser_and_says_so(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock, ("Model:TokensPerTenantAndDay", "3000"));
        await scene.HoldAsync();

        var document = await scene.DeliverableAsync();
        Assert.Equal("extractive", document.GetProperty("made_by").GetString());
        Assert.Contains("the budget of a day is 3,000", document.GetProperty("remark").GetString(), StringComparison.Ordinal);
        Assert.Empty(scene.Script.Requests);
        Assert.Contains(scene.World.Server.LogLines, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("the budget of a day", StringComparison.Ordinal));
    }

    [Theory]
    [Engines]
    public async Task Many_calls_at_once_never_take_more_than_the_day_has(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock, ("Model:TokensPerTenantAndDay", "1000"));
        var budget = scene.World.Server.Services.GetRequiredService<TokenBudget>();

        var taken = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => budget.ReserveAsync(TenantId.First, 90, CancellationToken.None))));

        Assert.Equal(11, taken.Count(one => one is not null));
        Assert.Equal(990, await CountAsync(scene, "SELECT SUM(tokens) FROM model_usage"));
        await budget.SettleAsync(taken.First(one => one is not null)!, 10);
        Assert.NotNull(await budget.ReserveAsync(TenantId.First, 90, CancellationToken.None));
        Assert.Null(await budget.ReserveAsync(TenantId.First, 1, CancellationToken.None));
    }

    [Theory]
    [InlineData(ModelBehaviour.Hanging, true)]
    [InlineData(ModelBehaviour.Cut, true)]
    [InlineData(ModelBehaviour.ServerError, false)]
    [InlineData(ModelBehaviour.RateLimited, false)]
    [InlineData(ModelBehaviour.QuotaExceeded, false)]
    public async Task A_call_that_may_have_been_worked_for_is_booked_as_what_it_may_cost(ModelBehaviour behaviour, bool isBooked)
    {
        await using var scene = await ModelScene.StartAsync(
            TestEngine.Sqlite, _clock, ("Model:FallBackAfter", "1"), ("Model:TimeLimit", "00:00:01"), ("Model:AnswerTokens", "2000"));
        scene.Script.Behaviour = new ModelRule { Behaviour = behaviour };
        await scene.HoldAsync();

        Assert.Equal("extractive", (await scene.DeliverableAsync()).GetProperty("made_by").GetString());
        var booked = await CountAsync(scene, "SELECT SUM(tokens) FROM model_usage");
        Assert.True(isBooked ? booked > 2000 : booked is 0, $"{booked} tokens are booked.");
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","usage":null""")]
    [InlineData(""","usage":{"total_tokens":0}""")]
    [InlineData(""","usage":{"total_tokens":-400000}""")]
    [InlineData(""","usage":{"total_tokens":4e30}""")]
    public async Task An_answer_without_a_count_is_booked_as_what_it_may_cost(string usage)
    {
        await using var scene = await ModelScene.StartAsync(TestEngine.Sqlite, _clock, ("Model:AnswerTokens", "2000"));
        var answer = """{\"summary\":[{\"text\":\"The release notes are ready.\",\"segments\":[1]}]}""";
        scene.Script.Behaviour = new ModelRule
        {
            Behaviour = ModelBehaviour.Fixed, Status = 200, Answer = """{"choices":[{"message":{"content":"<>"}}]""".Replace("<>", answer, StringComparison.Ordinal) + usage + "}",
        };
        await scene.HoldAsync("Maria: The release notes are ready for everyone to read.\nTom: Then we ship the release on Monday morning.\n");

        Assert.Equal(ModelScene.Model, (await scene.DeliverableAsync()).GetProperty("made_by").GetString());
        Assert.InRange(await CountAsync(scene, "SELECT SUM(tokens) FROM model_usage"), 2001, 5000);
    }

    /// <summary>Every question that was answered, without the lines that were drawn for it.</summary>
    private static void AssertNothingTwice(ModelScene scene)
    {
        var answered = scene.Script.Requests.Where(request => request.Status is 200)
            .Select(request => request.Messages[1].Text.Split('\n') is [_, .. var lines, _, _] ? string.Join('\n', lines) : request.Messages[1].Text).ToList();
        Assert.True(answered.Count > 3, $"{answered.Count} parts prove nothing.");
        Assert.Equal(answered.Count, answered.Distinct(StringComparer.Ordinal).Count());
    }

    private static async Task MakeTemplateAsync(ModelScene scene, string name, string instructions)
    {
        var made = await scene.World.Owner.SendAsync(
            HttpMethod.Post, "/api/v1/templates", $$"""{"name":"{{name}}","title":"{{name}}","instructions":"{{instructions}}"}""");
        Assert.Equal(201, made.Code);
    }

    private static async Task<long> CountAsync(ModelScene scene, string sql) =>
        Convert.ToInt64(await scene.World.Server.Database.FindAsync<long?>(sql, null, CancellationToken.None) ?? 0, CultureInfo.InvariantCulture);

    /// <summary>What several small contexts hold.</summary>
    private static string Long()
    {
        string[] things = ["budget", "release", "invoice", "contract", "schedule", "server", "lesson", "report", "customer", "payment"];
        var text = new StringBuilder();
        for (var number = 0; number < 700; number++)
        {
            text.Append(number % 2 is 0 ? "Maria" : "Tom").Append(": About the ").Append(things[number / 70]).Append(" we still have to agree with the ")
                .Append(things[number * 7 % 10]).Append(" team in room ").Append(number).Append(", which costs more time than last year.\n");
        }

        return text.ToString();
    }
}
