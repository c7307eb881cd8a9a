using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>Writes a question as the body of <c>POST /chat/completions</c>.</summary>
internal static class ChatBody
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static BinaryData Of(string model, ModelQuestion question, ChatForm form)
    {
        var rules = form.Binding is AnswerBinding.Schema ? question.Rules : $"{question.Rules}Schema: {question.Schema}";
        JsonNode[] messages = question.Repair is { } repair
            ? [Message("system", rules), Message("user", question.Material), Message("user", repair)]
            : [Message("system", rules), Message("user", question.Material)];
        var body = new JsonObject { ["model"] = model, ["messages"] = new JsonArray(messages), [form.LimitName] = question.MostAnswerTokens };
        if (FormatOf(question, form.Binding) is { } format)
        {
            body["response_format"] = format;
        }

        return BinaryData.FromString(body.ToJsonString(Json));
    }

    private static JsonObject? FormatOf(ModelQuestion question, AnswerBinding binding) => binding switch
    {
        AnswerBinding.Schema => new()
        {
            ["type"] = "json_schema",
            ["json_schema"] = new JsonObject { ["name"] = DraftSchema.Name, ["strict"] = true, ["schema"] = JsonNode.Parse(question.Schema) },
        },
        AnswerBinding.AnyJson => new() { ["type"] = "json_object" },
        _ => null,
    };

    private static JsonObject Message(string role, string content) => new JsonObject { ["role"] = role, ["content"] = content };
}
