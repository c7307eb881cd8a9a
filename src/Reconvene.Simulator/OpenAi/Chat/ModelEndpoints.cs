using System.Text.Json.Nodes;
using Reconvene.Simulator.OpenAi.Http;

namespace Reconvene.Simulator.OpenAi.Chat;

/// <summary>The models that there are.</summary>
internal sealed class ModelEndpoints(ModelState state)
{
    private const long Created = 1_715_367_049;

    public IEnumerable<ModelRoute> Routes =>
    [
        new("GET", "/v1/models", ListAsync),
        new("GET", "/v1/models/{model}", GetAsync),
        new("GET", "/openai/v1/models", ListAsync),
        new("GET", "/openai/v1/models/{model}", GetAsync),
    ];

    private IEnumerable<string> Models => state.Options.ChatModels.Concat(state.Options.SpeechModels);

    private Task ListAsync(ModelCall call) => call.JsonAsync(200, new JsonObject
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. Models.Select(Shape)]),
    });

    private Task GetAsync(ModelCall call)
    {
        var model = call.Segment("model");
        return Models.Contains(model, StringComparer.Ordinal)
            ? call.JsonAsync(200, Shape(model))
            : call.ErrorAsync(new OpenAiError(
                404, $"The model '{model}' does not exist", "invalid_request_error", "model", "model_not_found"));
    }

    private static JsonObject Shape(string model) => new()
    {
        ["id"] = model,
        ["object"] = "model",
        ["created"] = Created,
        ["owned_by"] = "system",
    };
}
