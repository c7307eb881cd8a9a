using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.OpenAi;

public class RefusalTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("sk-wrong-0000-0000", "invalid_api_key")]
    public async Task A_key_is_asked_for_when_there_is_one(string? key, string? code)
    {
        await using var model = await Model.StartAsync(new OpenAiSimulatorOptions { ApiKey = "sk-right-0000-0000" });

        using var answer = await model.PostAsync(Model.Chat("Hi"), key: key);
        using var right = await model.PostAsync(Model.Chat("Hi"), key: "sk-right-0000-0000");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(model.Cancellation))!["error"]!.AsObject();
        Assert.Equal(["message", "type", "param", "code"], error.Select(field => field.Key), StringComparer.Ordinal);
        Assert.Equal(("invalid_request_error", code), (error["type"]!.ToString(), error["code"]?.ToString()));
        Assert.DoesNotContain("wrong-0000", error["message"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.All((string[])["x-request-id", "x-ratelimit-remaining-tokens", "openai-version"], name => Assert.True(right.Headers.Contains(name)));
    }

    [Theory]
    [InlineData("model", "\"gpt-9\"", 404, "model_not_found")]
    [InlineData("model", "\"whisper-1\"", 404, "model_not_found")]
    [InlineData("messages", "[]", 400, "empty_array")]
    [InlineData("messages", "[{\"role\":\"boss\",\"content\":\"Hi\"}]", 400, "invalid_value")]
    [InlineData("temperature", "3", 400, "decimal_above_max_value")]
    [InlineData("max_tokens", "0", 400, "integer_below_min_value")]
    [InlineData("stream", "\"yes\"", 400, "invalid_type")]
    [InlineData("response_format", "{\"type\":\"xml\"}", 400, "invalid_value")]
    [InlineData("response_format", "{\"type\":\"json_schema\"}", 400, "missing_required_parameter")]
    [InlineData("respons_format", "{}", 400, null)]
    public async Task A_wrong_request_is_refused_as_OpenAI_does(string name, string value, int status, string? code)
    {
        await using var model = await Model.StartAsync();

        var answer = await model.AskAsync(Model.Chat("Hi", (name, JsonNode.Parse(value))), (HttpStatusCode)status);

        Assert.Equal(code, answer["error"]!["code"]?.ToString());
        Assert.Equal(status, model.Control.Requests[0].Status);
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_and_an_address_that_is_none_are_refused()
    {
        await using var model = await Model.StartAsync();

        using var broken = await model.PostAsync(new StringContent("{", Encoding.UTF8, "application/json"), "/v1/chat/completions");
        using var nowhere = await model.PostAsync(Model.Chat("Hi"), "/v1/chat/completion");
        using var method = await model.PostAsync(Model.Chat("Hi"), "/v1/models");

        Assert.Equal((400, 404, 405), ((int)broken.StatusCode, (int)nowhere.StatusCode, (int)method.StatusCode));
    }

    [Fact]
    public async Task A_prompt_may_fill_the_context_and_not_more()
    {
        await using var model = await Model.StartAsync();
        var tokens = (await model.AskAsync(Model.Chat(Model.Transcript)))["usage"]!["prompt_tokens"]!.GetValue<int>();
        model.Control.ContextTokens = tokens;

        await model.AskAsync(Model.Chat(Model.Transcript));
        var refused = await model.AskAsync(Model.Chat(Model.Transcript + "\n[7] One more."), HttpStatusCode.BadRequest);
        var reserved = await model.AskAsync(Model.Chat(Model.Transcript, ("max_tokens", 1)), HttpStatusCode.BadRequest);

        Assert.All((JsonNode[])[refused, reserved], answer => Assert.Equal("context_length_exceeded", answer["error"]!["code"]!.ToString()));
    }

    [Theory]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "got 'type: \"array\"'")]
    [InlineData("""{"type":"object","properties":{},"required":[]}""", "In context=(), 'additionalProperties' is required")]
    [InlineData(
        """{"type":"object","additionalProperties":false,"required":["a"],"properties":{"a":{"type":"array","items":{"type":"object","properties":{"b":{"type":"string"}},"additionalProperties":false,"required":[]}}}}""",
        "In context=('properties', 'a', 'items'), 'required' is required to be supplied and to be an array including every key in properties. Missing 'b'.")]
    [InlineData(
        """{"type":"object","additionalProperties":false,"required":["a"],"properties":{"a":{"oneOf":[{"type":"string"}]}}}""",
        "'oneOf' is not permitted")]
    [InlineData("""{"type":"object","additionalProperties":false,"required":["a"],"properties":{"a":{}}}""", "must have a 'type' key")]
    public async Task A_strict_schema_must_be_of_the_subset_and_another_need_not(string schema, string reason)
    {
        await using var model = await Model.StartAsync();

        var refused = await model.AskAsync(Model.Chat(Model.Transcript, Model.Format(schema)), HttpStatusCode.BadRequest);
        await model.AskAsync(Model.Chat(Model.Transcript, Model.Format(schema, strict: false)));

        Assert.Contains(reason, refused["error"]!["message"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("response_format", refused["error"]!["param"]!.ToString());
    }
}
