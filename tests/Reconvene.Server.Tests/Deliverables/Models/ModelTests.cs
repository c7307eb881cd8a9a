using System.Text;
using System.Text.Json;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Server.Transcripts.Vtt;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Models;

/// <summary>A model writes; what it writes is believed only as far as the transcript carries it.</summary>
public sealed class ModelTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task A_model_writes_the_minutes_and_each_statement_rests_on_what_was_said(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        await scene.HoldAsync();

        var document = await scene.DeliverableAsync();

        Assert.Equal((ModelScene.Model, 0), (document.GetProperty("made_by").GetString(), document.GetProperty("dropped_claims").GetInt32()));
        await AssertCarriedAsync(scene, document);
        var call = Assert.Single(scene.Script.Requests, request => request.Endpoint is ModelEndpoint.Chat);
        Assert.DoesNotContain("@sim.example", call.Body, StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task Claims_that_the_cited_segments_do_not_carry_are_dropped_and_counted(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        scene.Script.Behaviour = new ModelRule { Behaviour = ModelBehaviour.FalseCitations };
        await scene.HoldAsync();

        var document = await scene.DeliverableAsync();

        Assert.True(document.GetProperty("dropped_claims").GetInt32() > 0, document.GetRawText());
        await AssertCarriedAsync(scene, document);
    }

    [Theory]
    [InlineData(GarbageForm.NotJson)]
    [InlineData(GarbageForm.CutJson)]
    [InlineData(GarbageForm.OtherSchema)]
    [InlineData(GarbageForm.Empty)]
    [InlineData(GarbageForm.VeryLong)]
    public async Task An_answer_that_is_none_is_asked_for_once_more_and_then_left_to_the_built_in_summariser(GarbageForm form)
    {
        await using var scene = await ModelScene.StartAsync(TestEngine.Sqlite, _clock);
        scene.Script.AddRule(new ModelRule { Behaviour = ModelBehaviour.Garbage, Garbage = form, Times = 1 });
        await scene.HoldAsync();
        Assert.Equal(ModelScene.Model, (await scene.DeliverableAsync()).GetProperty("made_by").GetString());
        Assert.Equal(2, scene.Script.Requests.Count);

        scene.Script.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Garbage, Garbage = form };
        await AgainAsync(scene);

        await AssertBuiltInAsync(scene);
        Assert.Equal(4, scene.Script.Requests.Count);
    }

    [Theory]
    [Engines]
    public async Task A_refusal_leaves_it_to_the_built_in_summariser_which_says_so(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        scene.Script.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Refusing };
        await scene.HoldAsync();

        await AssertBuiltInAsync(scene);
        Assert.Single(scene.Script.Requests);
    }

    [Theory]
    [Engines]
    public async Task A_limit_of_the_model_is_waited_for_as_it_says(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        scene.Script.AddRule(new ModelRule { Behaviour = ModelBehaviour.RateLimited, RetryAfter = TimeSpan.FromMinutes(7), Times = 1 });
        await scene.HoldAsync();
        Assert.Equal("understanding", (await scene.RecordingAsync()).State());

        _clock.Advance(TimeSpan.FromMinutes(6));
        await scene.World.DrainAsync();
        Assert.Single(scene.Script.Requests);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await scene.World.DrainAsync();

        Assert.Equal(ModelScene.Model, (await scene.DeliverableAsync()).GetProperty("made_by").GetString());
    }

    [Theory]
    [InlineData(ModelBehaviour.ServerError)]
    [InlineData(ModelBehaviour.Unavailable)]
    [InlineData(ModelBehaviour.Cut)]
    [InlineData(ModelBehaviour.Hanging)]
    [InlineData(ModelBehaviour.QuotaExceeded)]
    public async Task A_model_in_trouble_is_tried_again_and_then_done_without(ModelBehaviour behaviour)
    {
        await using var scene = await ModelScene.StartAsync(
            TestEngine.Sqlite, _clock, ("Model:FallBackAfter", "2"), ("Model:TimeLimit", "00:00:01"));
        scene.Script.Behaviour = new ModelRule { Behaviour = behaviour };
        await scene.HoldAsync();
        _clock.Advance(TimeSpan.FromMinutes(2));
        await scene.World.DrainAsync();

        await AssertBuiltInAsync(scene);
        Assert.Equal(behaviour is ModelBehaviour.QuotaExceeded ? 1 : 2, scene.Script.Requests.Count);

        // When it is well again, the next time makes it anew.
        scene.Script.ClearRules();
        scene.Script.Behaviour = new ModelRule();
        await AgainAsync(scene);
        Assert.Equal(ModelScene.Model, (await scene.DeliverableAsync()).GetProperty("made_by").GetString());
    }

    [Theory]
    [Engines]
    public async Task What_goes_beyond_the_budget_of_the_day_waits_for_the_next(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock, ("Model:TokensPerTenantAndDay", "5000"));
        await scene.HoldAsync();
        Assert.Single(scene.Script.Requests);
        await scene.World.Control.HoldMeetingAsync(new() { Topic = "Second", Dialogue = "weekly-2.en", Files = ["transcript"] }, CancellationToken.None);
        await scene.World.DrainAsync();

        var waiting = (await scene.World.RecordingsAsync()).Single(one => one.GetProperty("topic").GetString() == "Second");
        Assert.Equal("understanding", waiting.State());
        Assert.Single(scene.Script.Requests);
        var tasks = await scene.World.GetAsync("/api/v1/tasks?limit=50");
        Assert.Contains("budget of 5,000 tokens a day", tasks.GetRawText(), StringComparison.Ordinal);

        _clock.Advance(new DateTimeOffset(2026, 3, 3, 0, 0, 1, TimeSpan.Zero) - _clock.GetUtcNow());
        await scene.World.DrainAsync();
        Assert.Equal(2, scene.Script.Requests.Count);
        Assert.All(await scene.World.RecordingsAsync(), recording => Assert.Equal("ready", recording.State()));
    }

    [Fact]
    public async Task Three_hours_cost_at_most_a_third_more_than_their_own_words()
    {
        await using var scene = await ModelScene.StartAsync(TestEngine.Sqlite, _clock, ("Model:ContextTokens", "20000"));
        scene.Script.ContextTokens = 20_000;
        var words = Hours(3);
        await scene.HoldAsync(words);

        var document = await scene.DeliverableAsync();

        var recording = (await scene.RecordingAsync()).GetProperty("id").GetInt64();
        var transcript = (await scene.World.Owner.SendAsync(HttpMethod.Get, $"/api/v1/recordings/{recording}/transcript.txt")).Text;
        var own = Encoding.UTF8.GetByteCount(transcript) / 4;
        Assert.True(own > 30_000, $"{own} tokens are no three hours.");
        Assert.True(document.GetProperty("made_by").GetString() is ModelScene.Model, string.Join('\n', scene.Script.Requests.Select(request =>
            $"{request.Status} {request.PromptTokens} + {request.CompletionTokens}: {request.Answer[..Math.Min(200, request.Answer.Length)]} … {request.Answer[Math.Max(0, request.Answer.Length - 80)..]}")));
        Assert.InRange(scene.Script.Requests.Count, 3, 12);
        Assert.True(scene.Script.TokensUsed <= 1.3 * own, $"{scene.Script.TokensUsed} tokens for {own} of transcript.");
        await AssertCarriedAsync(scene, document);
    }

    [Theory]
    [Engines]
    public async Task A_deliverable_keeps_what_it_was_before(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock, ("Model:FallBackAfter", "1"));
        scene.Script.Behaviour = new ModelRule { Behaviour = ModelBehaviour.ServerError };
        await scene.HoldAsync();
        await AssertBuiltInAsync(scene);
        scene.Script.Behaviour = new ModelRule();
        await AgainAsync(scene);

        var id = (await scene.RecordingAsync()).GetProperty("deliverables")[0].GetProperty("id").GetInt64();
        var versions = (await scene.World.GetAsync($"/api/v1/deliverables/{id}/versions")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(
            [(2, ModelScene.Model, true), (1, "extractive", false)],
            versions.Select(one => (one.GetProperty("version").GetInt32(), one.GetProperty("made_by").GetString(), one.GetProperty("is_current").GetBoolean())));
        Assert.Equal("extractive", (await scene.World.GetAsync($"/api/v1/deliverables/{id}/versions/1")).GetProperty("made_by").GetString());
    }

    private static async Task AgainAsync(ModelScene scene)
    {
        // Something has changed: else nothing is made twice.
        var id = (await scene.RecordingAsync()).GetProperty("id").GetInt64();
        await scene.World.Owner.SendAsync(HttpMethod.Put, $"/api/v1/recordings/{id}/speakers", """{"names":{"Maria Keller":"Maria K."}}""");
        await scene.World.DrainAsync();
    }

    private static async Task AssertBuiltInAsync(ModelScene scene)
    {
        var document = await scene.DeliverableAsync();
        Assert.Equal("extractive", document.GetProperty("made_by").GetString());
        Assert.Contains(ModelScene.Model, document.GetProperty("made_by_note").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(document.GetProperty("summary").EnumerateArray());
    }

    private static async Task AssertCarriedAsync(ModelScene scene, JsonElement document)
    {
        var segments = await scene.SegmentsAsync();
        var statements = ModelScene.Statements(document);
        Assert.NotEmpty(statements);
        Assert.All(statements, statement =>
        {
            Assert.NotEmpty(statement.Segments);
            Assert.All(statement.Segments, number => Assert.True(segments.ContainsKey(number), $"{number} is no segment."));
            var said = SpokenWords.Folded(string.Join(' ', statement.Segments.Select(number => segments[number]))).ToHashSet(StringComparer.Ordinal);
            var words = SpokenWords.Folded(statement.Text).Where(word => word.Length > 3).ToList();
            Assert.True(words.Count is 0 || words.Count(said.Contains) * 2 >= words.Count, $"'{statement.Text}' is not in: {string.Join(' ', said)}");
        });
    }

    private static string Name(int number)
    {
        string[] parts = ["al", "be", "cor", "da", "em", "fi", "gor", "ha", "il", "jo", "ka", "lum"];
        return $"{char.ToUpperInvariant(parts[number % 12][0])}{parts[number % 12][1..]}{parts[number / 12 % 12]}{parts[number / 144 % 12]}";
    }

    /// <summary>People who talk about one thing after the other, each in words of its own.</summary>
    private static string Hours(int hours)
    {
        string[] things = ["budget", "release", "invoice", "contract", "schedule", "server", "lesson", "report", "customer", "recording", "transcript", "payment"];
        string[] people = ["Maria", "Tom", "Aisha", "Boris"];
        var text = new StringBuilder();
        for (var number = 0; number < hours * 560; number++)
        {
            var (thing, other) = (things[number / 40 % things.Length], things[(number * 7) % things.Length]);
            text.Append(people[number % people.Length]).Append(": About the ").Append(thing).Append(" of project ").Append(Name(number))
                .Append(" we still have to agree with the ").Append(other).Append(" team, and ").Append(people[(number + 1) % people.Length])
                .Append(" thinks it costs more time than last year.\n");
        }

        return text.ToString();
    }
}
