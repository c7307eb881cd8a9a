using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Models;

/// <summary>Answers with status 200 that hold what nobody asked for: none of them is a fault of this program.</summary>
public sealed class OddAnswerTests
{
    private const string Claim = """{"text":"The payment screen is ready for the new invoices.","segments":[2]}""";

    private const string Words =
        "Maria: Good morning, we begin with the release plan for the spring and the open tasks.\nTom: The payment screen is ready for the new invoices, testing takes two more weeks.\nMaria: We decided to ship the payment screen in April with the new invoices.\nTom: I will prepare the test plan for the invoices by Friday.\nMaria: Then we talk about the customer report in the next meeting.\n";

    private readonly TestClock _clock = new();

    /// <summary>Drafts that hold one good claim, and nothing or half of something beside it.</summary>
    public static TheoryData<string> Incomplete =>
    [
        $$"""{"summary":[{{Claim}},{"text":"Nothing is named.","segments":null}]}""",
        $$"""{"summary":[{{Claim}},{"text":null,"segments":[1]}]}""",
        $$"""{"summary":[null,{{Claim}},null],"key_points":[null]}""",
        $$"""{"summary":[{{Claim}}],"chapters":null}""",
        $$"""{"summary":[{{Claim}}],"chapters":[null,{"title":null,"first_segment":1}]}""",
        $$"""{"summary":[{{Claim}}],"decisions":null,"action_items":null,"questions":null,"sentiment":null,"key_points":null,"title":null}""",
        $$"""{"summary":[{{Claim}}],"action_items":[null,{"text":null,"owner":null,"due":null,"segments":null}],"sentiment":[{"text":null,"tone":null,"segments":null}]}""",
        $$"""{"summary":[{"text":"The payment screen is ready for the new invoices.","segments":["2"]}],"title":"\u0000"}""",
        $$"""{"summary":[{{Claim}}],"title":"\u0000 Payment\nscreen"}""",
    ];

    /// <summary>Drafts of another form than the one that was asked for.</summary>
    public static TheoryData<string> Useless =>
    [
        """{"summary":"all was said","key_points":7}""",
        """{"summary":null,"key_points":null,"decisions":null,"action_items":null,"questions":null,"chapters":null}""",
        """{"summary":[null]}""",
        """{"summary":[{"text":"Half a pair \ud800.","segments":[2]}]}""",
        """{"summary":[{"text":"The payment screen is ready.","segments":[99999999999999999999]}]}""",
        """{"summary":[{"text":"The payment screen is ready.","segments":[2.5]}]}""",
        "[" + Claim + "]",
        "null",
        "{}",
        "}{",
    ];

    /// <summary>Bodies that are no chat completion.</summary>
    public static TheoryData<string> Envelopes =>
    [
        """{"id":"1","object":"chat.completion","created":1,"model":"m","choices":[]}""",
        "{}",
        """{"error":{"message":"overloaded","type":"server_error"}}""",
        "[]",
        "\"what\"",
        "null",
        "",
        "<html>Sign in to the network</html>",
        """{"choices":null}""",
        """{"choices":[null]}""",
        """{"choices":[{"message":null,"finish_reason":null}]}""",
        """{"choices":[{"message":{"content":[{"type":"image_url"}]},"finish_reason":"stop"}],"usage":"much"}""",
        """{"choices":[{"message":{"content":"\ud800"},"finish_reason":7}],"usage":{"total_tokens":1e99}}""",
        """{"choices":{"message":{"content":"{}"}}}""",
    ];

    /// <summary>Good answers in envelopes that say little else.</summary>
    public static TheoryData<string> Sparse =>
    [
        """{"choices":[{"message":{"content":<>},"finish_reason":null}]}""",
        """{"choices":[{"message":{"content":<>},"finish_reason":"eos"}],"usage":null}""",
        """{"choices":[{"message":{"content":<>}}],"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}""",
        """{"choices":[{"message":{"content":[{"type":"text","text":<>}],"refusal":null},"finish_reason":"stop"}],"usage":{"total_tokens":-5}}""",
    ];

    [Theory]
    [MemberData(nameof(Incomplete))]
    public async Task What_a_model_leaves_out_or_names_null_is_left_out_and_the_rest_holds(string answer)
    {
        await using var scene = await ModelScene.StartAsync(TestEngine.Sqlite, _clock);
        scene.Script.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Fixed, Answer = answer };
        await scene.HoldAsync(Words);

        var document = await scene.DeliverableAsync();

        Assert.Equal(ModelScene.Model, document.GetProperty("made_by").GetString());
        Assert.Equal("The payment screen is ready for the new invoices.", document.GetProperty("summary")[0].GetProperty("text").GetString());
        Assert.Single(scene.Script.Requests);
    }

    [Theory]
    [MemberData(nameof(Useless))]
    public async Task An_answer_of_another_form_is_asked_for_once_more_and_then_left_to_the_built_in_summariser(string answer)
    {
        await using var scene = await ModelScene.StartAsync(TestEngine.Sqlite, _clock);
        scene.Script.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Fixed, Answer = answer };
        await scene.HoldAsync(Words);

        await AssertBuiltInAfterTwoAsync(scene);
    }

    [Theory]
    [MemberData(nameof(Envelopes))]
    public async Task A_body_that_is_no_answer_is_asked_for_once_more_and_then_left_to_the_built_in_summariser(string body)
    {
        await using var scene = await ModelScene.StartAsync(TestEngine.Sqlite, _clock);
        scene.Script.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Fixed, Status = 200, Answer = body };
        await scene.HoldAsync(Words);

        await AssertBuiltInAfterTwoAsync(scene);
    }

    [Theory]
    [MemberData(nameof(Sparse))]
    public async Task An_answer_without_usage_or_reason_to_end_is_an_answer(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        await using var scene = await ModelScene.StartAsync(TestEngine.Sqlite, _clock);
        var content = System.Text.Json.JsonSerializer.Serialize($$"""{"summary":[{{Claim}}]}""");
        scene.Script.Behaviour = new ModelRule
        {
            Behaviour = ModelBehaviour.Fixed, Status = 200, Answer = body.Replace("<>", content, StringComparison.Ordinal),
        };
        await scene.HoldAsync(Words);

        Assert.Equal(ModelScene.Model, (await scene.DeliverableAsync()).GetProperty("made_by").GetString());
        Assert.Single(scene.Script.Requests);
    }

    [Theory]
    [Engines]
    public async Task Broken_bodies_stop_no_recording_on_either_engine(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        scene.Script.AddRule(new ModelRule { Behaviour = ModelBehaviour.Fixed, Status = 200, Answer = "{}", Times = 1 });
        scene.Script.AddRule(new ModelRule { Behaviour = ModelBehaviour.Fixed, Answer = """{"summary":[null]}""", Times = 1 });
        await scene.HoldAsync(Words);

        await AssertBuiltInAfterTwoAsync(scene);
    }

    private static async Task AssertBuiltInAfterTwoAsync(ModelScene scene)
    {
        var document = await scene.DeliverableAsync();
        Assert.Equal("extractive", document.GetProperty("made_by").GetString());
        Assert.Contains(ModelScene.Model, document.GetProperty("made_by_note").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(document.GetProperty("summary").EnumerateArray());
        Assert.Equal(2, scene.Script.Requests.Count);
    }
}
