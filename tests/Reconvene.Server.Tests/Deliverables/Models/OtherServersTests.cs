using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Reconvene.Server.Deliverables.Models;
using Reconvene.Server.Platform.Egress;
using Reconvene.Simulator;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Models;

/// <summary>Servers that speak OpenAI's protocol, each a little otherwise.</summary>
public sealed class OtherServersTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    [InlineData(501)]
    public async Task A_server_that_knows_no_schemas_is_told_the_form_in_words_and_not_asked_in_vain_again(int status)
    {
        await using var scene = await ModelScene.StartAsync(TestEngine.Sqlite, _clock);
        scene.Script.AddRule(Refusing("json_schema", status, "response_format of this type is not supported"));
        await scene.HoldAsync();
        Assert.Equal(ModelScene.Model, (await scene.DeliverableAsync()).GetProperty("made_by").GetString());
        Assert.Equal(2, scene.Script.Requests.Count);

        scene.Script.ClearRequests();
        await scene.World.Control.HoldMeetingAsync(new() { Topic = "Second", Dialogue = "weekly-2.en", Files = ["transcript"] }, CancellationToken.None);
        await scene.World.DrainAsync();
        Assert.Equal("json_object", FormatOf(Assert.Single(scene.Script.Requests)));
    }

    [Fact]
    public async Task A_server_that_knows_no_forms_at_all_is_asked_plainly()
    {
        await using var scene = await ModelScene.StartAsync(TestEngine.Sqlite, _clock);
        scene.Script.AddRule(Refusing("response_format", 400, "unknown field response_format"));
        var answer = """<think>The {first} line says it.</think>{"summary":[{"text":"The release notes are ready.","segments":[1]}]}""";
        scene.Script.AddRule(new ModelRule { Behaviour = ModelBehaviour.Fixed, Answer = answer });
        await scene.HoldAsync("Maria: The release notes are ready for everyone to read.\nTom: Then we ship the release on Monday morning.\n");

        var document = await scene.DeliverableAsync();
        Assert.Equal((ModelScene.Model, "The release notes are ready."), (document.GetProperty("made_by").GetString(), document.GetProperty("summary")[0].GetProperty("text").GetString()));
        Assert.Equal(["json_schema", "json_object", null], scene.Script.Requests.Select(FormatOf), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_server_that_knows_only_the_former_name_of_the_longest_answer_is_asked_by_it()
    {
        await using var scene = await ModelScene.StartAsync(TestEngine.Sqlite, _clock);
        scene.Script.AddRule(Refusing("max_completion_tokens", 400, "Unrecognized request argument supplied: max_completion_tokens"));
        await scene.HoldAsync();

        Assert.Equal(ModelScene.Model, (await scene.DeliverableAsync()).GetProperty("made_by").GetString());
        Assert.Equal(2, scene.Script.Requests.Count);
        using var body = JsonDocument.Parse(scene.Script.Requests[1].Body);
        Assert.Equal((3000, "json_schema"), (body.RootElement.GetProperty("max_tokens").GetInt32(), FormatOf(scene.Script.Requests[1])));
    }

    [Fact]
    public async Task An_answer_that_was_cut_off_gets_twice_the_room()
    {
        await using var scene = await ModelScene.StartAsync(TestEngine.Sqlite, _clock, ("Model:AnswerTokens", "500"));
        await scene.HoldAsync();

        Assert.Equal(ModelScene.Model, (await scene.DeliverableAsync()).GetProperty("made_by").GetString());
        Assert.Equal([500, 1000], scene.Script.Requests.Select(RoomOf));
        Assert.Contains("cut off", scene.Script.Requests[1].Messages[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_context_that_is_smaller_than_the_settings_say_is_asked_in_smaller_parts(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        scene.Script.ContextTokens = 9_000;
        var words = string.Concat(Enumerable.Range(0, 300).Select(number =>
            $"{(number % 2 is 0 ? "Maria" : "Tom")}: About the budget of room {number} we still have to agree with the other team, which costs more time than last year.\n"));
        await scene.HoldAsync(words);

        Assert.Equal(ModelScene.Model, (await scene.DeliverableAsync()).GetProperty("made_by").GetString());
        Assert.Contains(scene.Script.Requests, request => request.Status is 400);
        Assert.True(scene.Script.Requests.Count(request => request.Status is 200) >= 3);
    }

    [Fact]
    public async Task The_lines_around_the_material_stand_alone_and_are_never_the_same()
    {
        await using var scene = await ModelScene.StartAsync(TestEngine.Sqlite, _clock, ("Model:ContextTokens", "6000"), ("Model:AnswerTokens", "1500"));
        await scene.HoldAsync(string.Concat(Enumerable.Range(0, 300).Select(number =>
            $"{(number % 2 is 0 ? "Maria" : "Tom")}: About the budget of room {number} we still have to agree with the other team, which costs more time than last year.\n")));

        // One that is asked for again is asked with the same lines.
        var first = scene.Script.Requests.Where(request => request.Messages.Count is 2).ToList();
        Assert.True(first.Count > 3);
        var boundaries = first.Select(request => request.Messages[1].Text.TrimEnd('\n').Split('\n')).ToList();
        Assert.All(boundaries, lines => Assert.Equal(lines[0], lines[^1]));
        Assert.Equal(boundaries.Count, boundaries.Select(lines => lines[0]).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Azure_is_shown_its_key_in_the_header_that_it_reads()
    {
        const string Key = "azure-key-of-the-test";
        await using var azure = await OpenAiSimulator.StartAsync(new OpenAiSimulatorOptions { ApiKey = Key, AzureTakesBearer = false }, CancellationToken.None);
        var egress = Options.Create(new EgressOptions());
        var handlers = new EgressHandlers(new EgressConnections(new AddressRules(egress), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback])), egress);
        using var client = new ModelClient(
            Options.Create(new ModelOptions { Endpoint = new Uri($"http://mine.openai.azure.com:{azure.Address.Port}/openai/v1"), ApiKey = Key }), handlers, _clock);
        var question = new ModelQuestion("Write JSON.", "[1] Maria: The notes are ready.", DraftSchema.Of(["summary"], withQuotes: false, isPart: false), 500)
        {
            Fingerprint = "", Lists = ["summary"], IsPart = false,
        };

        Assert.IsType<ModelOutcome.Answered>(await client.AskAsync(question, CancellationToken.None));
    }

    private static ModelRule Refusing(string body, int status, string message) => new()
    {
        Behaviour = ModelBehaviour.Fixed,
        Contains = $"\"{body}\"",
        Status = status,
        Answer = $$$"""{"error":{"message":"{{{message}}}","type":"invalid_request_error"}}""",
    };

    private static string? FormatOf(ModelRequest request)
    {
        using var body = JsonDocument.Parse(request.Body);
        return body.RootElement.TryGetProperty("response_format", out var format) ? format.GetProperty("type").GetString() : null;
    }

    private static int RoomOf(ModelRequest request)
    {
        using var body = JsonDocument.Parse(request.Body);
        return body.RootElement.GetProperty("max_completion_tokens").GetInt32();
    }
}
