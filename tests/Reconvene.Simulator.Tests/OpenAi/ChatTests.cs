using System.Net;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.OpenAi;

public class ChatTests
{
    private const string Schema = """
        {"type":"object","additionalProperties":false,"required":["title"],"properties":{"title":{"type":"string"}}}
        """;

    [Fact]
    public async Task A_completion_has_a_message_and_counts_its_tokens()
    {
        await using var model = await Model.StartAsync();

        var answer = await model.AskAsync(Model.Chat(Model.Transcript));

        Assert.Equal("chat.completion", answer["object"]!.ToString());
        Assert.StartsWith("chatcmpl-", answer["id"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("stop", answer["choices"]![0]!["finish_reason"]!.ToString());
        Assert.Contains("release", answer["choices"]![0]!["message"]!["content"]!.ToString(), StringComparison.Ordinal);
        var seen = Assert.Single(model.Control.Requests);
        Assert.Equal(seen.PromptTokens, (int)answer["usage"]!["prompt_tokens"]!);
        Assert.Equal(seen.PromptTokens + seen.CompletionTokens, (int)answer["usage"]!["total_tokens"]!);
        Assert.Equal(model.Control.TokensUsed, (long)answer["usage"]!["total_tokens"]!);
    }

    [Fact]
    public async Task The_same_prompt_gets_the_same_answer()
    {
        await using var model = await Model.StartAsync();

        var first = await model.AskAsync(Model.Chat(Model.Transcript));
        var second = await model.AskAsync(Model.Chat(Model.Transcript));

        Assert.Equal(first["choices"]!.ToJsonString(), second["choices"]!.ToJsonString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_brings_the_same_in_pieces_and_the_tokens_only_when_asked_to(bool withUsage)
    {
        await using var model = await Model.StartAsync();
        var whole = await model.AskAsync(Model.Chat(Model.Transcript, Model.Format(Schema)));
        var wish = Model.Chat(Model.Transcript, Model.Format(Schema), ("stream", true));
        if (withUsage)
        {
            wish["stream_options"] = new JsonObject { ["include_usage"] = true };
        }

        using var answer = await model.PostAsync(wish);
        var events = (await answer.Content.ReadAsStringAsync(model.Cancellation)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.All(events, line => Assert.StartsWith("data: ", line, StringComparison.Ordinal));
        Assert.Equal("data: [DONE]", events[^1]);
        var chunks = events[..^1].Select(line => JsonNode.Parse(line["data: ".Length..])!).ToList();
        Assert.Equal("assistant", chunks[0]["choices"]![0]!["delta"]!["role"]!.ToString());
        Assert.Equal(
            whole["choices"]![0]!["message"]!["content"]!.ToString(),
            string.Concat(chunks.SelectMany(chunk => chunk["choices"]!.AsArray()).Select(choice => choice!["delta"]!["content"]?.ToString())));
        Assert.Single(chunks, chunk => chunk["choices"] is JsonArray { Count: 1 } choices && choices[0]!["finish_reason"]?.ToString() == "stop");
        Assert.Equal(withUsage, chunks[^1]["usage"] is not null && chunks[^1]["choices"]!.AsArray().Count == 0);
        Assert.Equal(withUsage, chunks[0].AsObject().ContainsKey("usage"));
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("max_completion_tokens")]
    public async Task An_answer_is_cut_at_the_tokens_that_it_may_have(string name)
    {
        await using var model = await Model.StartAsync();

        var answer = await model.AskAsync(Model.Chat("[1] Анна: Решено, план занятий будет готов до четверга.", (name, 3)));

        Assert.Equal("length", answer["choices"]![0]!["finish_reason"]!.ToString());
        Assert.Equal(3, (int)answer["usage"]!["completion_tokens"]!);
        Assert.DoesNotContain('\uFFFD', answer["choices"]![0]!["message"]!["content"]!.ToString());
    }

    [Fact]
    public async Task Any_JSON_can_be_asked_for_by_one_who_says_so()
    {
        await using var model = await Model.StartAsync();
        var format = new JsonObject { ["type"] = "json_object" };

        var answer = await model.AskAsync(Model.Chat(Model.Transcript, ("response_format", format.DeepClone())));
        var without = Model.Chat(Model.Transcript, ("response_format", format.DeepClone()));
        without["messages"]![0]!["content"] = "Sum it up.";
        var refused = await model.AskAsync(without, HttpStatusCode.BadRequest);

        Assert.NotEmpty(JsonNode.Parse(answer["choices"]![0]!["message"]!["content"]!.ToString())!["summary"]!.ToString());
        Assert.Contains("must contain the word 'json'", refused["error"]!["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_stands_in_the_prompt_is_filled_too()
    {
        await using var model = await Model.StartAsync();

        var answer = await model.AskAsync(Model.Chat(
            $"Answer with JSON of this schema: {Schema}\n{Model.Transcript}", ("response_format", new JsonObject { ["type"] = "json_object" })));

        Assert.NotEmpty(JsonNode.Parse(answer["choices"]![0]!["message"]!["content"]!.ToString())!["title"]!.ToString());
    }

    [Fact]
    public async Task The_models_are_listed()
    {
        await using var model = await Model.StartAsync();

        var list = JsonNode.Parse(await model.Http.GetStringAsync(new Uri("/v1/models", UriKind.Relative), model.Cancellation))!;
        var one = JsonNode.Parse(await model.Http.GetStringAsync(new Uri("/v1/models/whisper-1", UriKind.Relative), model.Cancellation))!;
        using var none = await model.Http.GetAsync(new Uri("/v1/models/gpt-9", UriKind.Relative), model.Cancellation);

        Assert.Equal(["gpt-4o-mini", "gpt-4o", "whisper-1"], list["data"]!.AsArray().Select(found => found!["id"]!.ToString()), StringComparer.Ordinal);
        Assert.Equal("model", one["object"]!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Azures_paths_name_the_model_as_a_deployment_and_take_the_key_in_a_header()
    {
        const string Path = "/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21";
        await using var model = await Model.StartAsync(new OpenAiSimulatorOptions { ApiKey = "right" });
        var body = Model.Chat(Model.Transcript);
        body.Remove("model");

        using var without = await model.PostAsync(body, Path);
        model.Http.DefaultRequestHeaders.Add("api-key", "right");
        using var right = await model.PostAsync(body, Path);
        using var unknown = await model.PostAsync(body, Path.Replace("gpt-4o", "mine", StringComparison.Ordinal));
        using var noVersion = await model.PostAsync(body, Path.Split('?')[0]);

        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, noVersion.StatusCode);
        var error = JsonNode.Parse(await unknown.Content.ReadAsStringAsync(model.Cancellation))!["error"]!;
        Assert.Equal("DeploymentNotFound", error["code"]!.ToString());
        Assert.Equal("gpt-4o", model.Control.Requests[1].Model);
        Assert.DoesNotContain(model.Control.Requests, request => request.ToString().Contains("right", StringComparison.Ordinal));
    }
}
