using System.Text.Json;
using Reconvene.Server.Tests.Deliverables.Models;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Templates;

/// <summary>What is made by templates: of several at once, anew when they change, and of what they ask for.</summary>
public sealed class TemplateDocumentTests
{
    private const string NothingSaid = "Too little was said to make a summary of.";

    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task Each_template_that_takes_a_recording_makes_a_document_with_its_own_instructions_and_language(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        await MakeAsync(scene, """{"name":"board","title":"Board","instructions":"Say which product it was about.","sections":["summary","decisions"]}""");
        await MakeAsync(scene, """{"name":"russian","title":"Russian","language":"ru","sections":["summary"]}""");
        await MakeAsync(scene, """{"name":"other","title":"Other","rules":{"topic_contains":["nothing like it"]}}""");
        await scene.HoldAsync();

        var board = await scene.DeliverableAsync("board");
        var russian = await scene.DeliverableAsync("russian");
        Assert.Equal(2, (await scene.RecordingAsync()).GetProperty("deliverables").GetArrayLength());
        Assert.Empty(board.GetProperty("action_items").EnumerateArray());
        Assert.Equal(["summary", "decisions"], board.GetProperty("sections").EnumerateArray().Select(one => one.GetString()), StringComparer.Ordinal);
        Assert.Equal(ModelScene.Model, board.GetProperty("made_by").GetString());
        Assert.Single(scene.Script.Requests, request => request.Body.Contains("Say which product it was about.", StringComparison.Ordinal));
        Assert.Single(scene.Script.Requests, request => request.Body.Contains("Write in Russian.", StringComparison.Ordinal));
        Assert.Contains(russian.GetProperty("made_by").GetString(), new[] { ModelScene.Model, "extractive" }, StringComparer.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_template_of_participants_alone_asks_no_model_and_says_nothing_of_a_summary(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        await MakeAsync(scene, """{"name":"people","title":"People","sections":["participants"]}""");
        await scene.HoldAsync();

        var document = await scene.DeliverableAsync("people");
        Assert.NotEmpty(document.GetProperty("participants").EnumerateArray());
        Assert.Empty(scene.Script.Requests);
        var id = (await scene.RecordingAsync()).GetProperty("deliverables")[0].GetProperty("id").GetInt64();
        foreach (var format in new[] { "md", "html" })
        {
            var text = (await scene.World.Owner.SendAsync(HttpMethod.Get, $"/api/v1/deliverables/{id}.{format}")).Text;
            Assert.DoesNotContain(NothingSaid, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("decisions", """{"title":"Nothing","decisions":[]}""", 0)]
    [InlineData("decisions", """{"title":"Nothing","decisions":[{"text":"The payment screen ships in April.","segments":[2]}]}""", 1)]
    [InlineData("chapters", """{"title":"Nothing","chapters":[{"title":"Payment screen","first_segment":1}]}""", 0)]
    [InlineData("sentiment", """{"title":"Nothing","sentiment":[]}""", 0)]
    public async Task What_is_honestly_nothing_is_an_answer_where_no_summary_was_asked_for(string section, string answer, int most)
    {
        await using var scene = await ModelScene.StartAsync(TestEngine.Sqlite, _clock);
        await MakeAsync(scene, $$"""{"name":"one","title":"One","sections":["{{section}}"]}""");
        scene.Script.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Fixed, Answer = answer };
        await scene.HoldAsync("Maria: We talk about the payment screen and the invoices now.\nTom: The payment screen ships in April, that is decided.\nMaria: Good, the invoices follow in May then.\n");

        var document = await scene.DeliverableAsync("one");
        Assert.Equal(ModelScene.Model, document.GetProperty("made_by").GetString());
        Assert.InRange(document.GetProperty("decisions").GetArrayLength(), most, most);
        Assert.Single(scene.Script.Requests);
    }

    [Theory]
    [Engines]
    public async Task A_change_of_what_matters_makes_it_anew_and_one_of_its_title_does_not(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        await MakeAsync(scene, """{"name":"board","title":"Board"}""");
        await scene.HoldAsync();
        Assert.Equal(0, await RematchAsync(scene));

        await TemplateRulesTests.SendAsync(scene, HttpMethod.Patch, "/board", """{"title":"The board"}""", 200);
        Assert.Equal(0, await RematchAsync(scene));
        Assert.Single(scene.Script.Requests);

        await TemplateRulesTests.SendAsync(scene, HttpMethod.Patch, "/board", """{"instructions":"Be brief."}""", 200);
        Assert.Equal(1, await RematchAsync(scene));
        Assert.Equal(2, scene.Script.Requests.Count);
        Assert.Equal(0, await RematchAsync(scene));
    }

    [Theory]
    [Engines]
    public async Task What_the_model_could_not_make_is_taken_through_again_and_what_the_gate_stops_is_not(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock, ("Model:FallBackAfter", "1"));
        scene.Script.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Unavailable };
        await scene.HoldAsync();
        Assert.Equal("extractive", (await scene.DeliverableAsync()).GetProperty("made_by").GetString());
        scene.Script.Behaviour = new ModelRule();

        Assert.Equal(1, await RematchAsync(scene));
        Assert.Equal(ModelScene.Model, (await scene.DeliverableAsync()).GetProperty("made_by").GetString());

        await MakeAsync(scene, """{"name":"strict","title":"Strict","limits":{"language":"ru"}}""");
        Assert.Equal(0, await RematchAsync(scene));
        await TemplateRulesTests.SendAsync(scene, HttpMethod.Patch, "/strict", """{"limits":{}}""", 200);
        Assert.Equal(1, await RematchAsync(scene));
        Assert.Equal(2, (await scene.RecordingAsync()).GetProperty("deliverables").GetArrayLength());
    }

    [Theory]
    [Engines]
    public async Task A_speaker_who_is_named_is_named_in_all_that_was_made_before(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        await MakeAsync(scene, """{"name":"once","title":"Once","sections":["participants"],"rules":{"topic_contains":["written"]}}""");
        await scene.HoldAsync();
        await TemplateRulesTests.SendAsync(scene, HttpMethod.Patch, "/once", """{"rules":{"topic_contains":["no longer"]}}""", 200);
        var recording = (await scene.RecordingAsync()).GetProperty("id").GetInt64();

        await scene.World.Owner.SendAsync(HttpMethod.Put, $"/api/v1/recordings/{recording}/speakers", """{"names":{"Maria Keller":"Maria K."}}""");
        await scene.World.DrainAsync();

        foreach (var template in new[] { "once", "summary" })
        {
            Assert.Contains("Maria K.", (await scene.DeliverableAsync(template)).GetProperty("participants").GetRawText(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [Engines]
    public async Task An_ordered_template_that_was_removed_meanwhile_leaves_it_to_the_usual_one_which_says_so(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        await scene.HoldAsync();
        await using var work = await scene.World.Server.Database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(
            "UPDATE jobs SET state = 'open', step = 'MakeDeliverable', input = @input, execution_group = 'model', not_before = 0, finished_at = NULL WHERE kind = 'process-recording'",
            new { input = JsonSerializer.Serialize(new { is_processed = true, template = "gone" }) },
            CancellationToken.None);
        await work.ExecuteAsync("UPDATE deliverables SET fingerprint = ''", null, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        await scene.World.DrainAsync();

        Assert.Contains("The template gone", (await scene.DeliverableAsync()).GetProperty("remark").GetString(), StringComparison.Ordinal);
    }

    private static async Task MakeAsync(ModelScene scene, string body) => await TemplateRulesTests.SendAsync(scene, HttpMethod.Post, "", body, 201);

    private static async Task<int> RematchAsync(ModelScene scene)
    {
        var begun = (await TemplateRulesTests.SendAsync(scene, HttpMethod.Post, "/rematch", null, 202)).Json.GetProperty("started").GetInt32();
        await scene.World.DrainAsync();
        return begun;
    }
}
