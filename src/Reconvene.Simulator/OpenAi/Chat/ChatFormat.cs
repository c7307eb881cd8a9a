using System.Text.Json.Nodes;

namespace Reconvene.Simulator.OpenAi.Chat;

/// <summary>The form that the answer must have: text, any JSON object, or JSON of a schema.</summary>
internal sealed record ChatFormat(bool IsJson, JsonObject? Schema)
{
    public static ChatFormat Text { get; } = new(IsJson: false, Schema: null);

    public static ChatFormat AnyJson { get; } = new(IsJson: true, Schema: null);
}
