using System.Text.Json.Nodes;

namespace Reconvene.Simulator.OpenAi.Model;

/// <summary>Texts with their numbers in JSON: earlier answers that are to be put together, or segments given as objects.</summary>
internal static class JsonSources
{
    private static readonly string[] TextNames = ["text", "statement", "sentence", "summary", "content", "quote", "task", "said", "title"];

    private static readonly string[] NumberNames = ["segment", "id", "number", "n", "no", "index", "line"];

    private static readonly string[] SpeakerNames = ["speaker", "owner", "who", "name"];

    public static IEnumerable<Source> In(string text) =>
        JsonScan.In(text).SelectMany(JsonScan.Objects).Select(SourceIn).OfType<Source>();

    private static Source? SourceIn(JsonObject one) =>
        TextOf(one, TextNames) is { Length: > 0 } text && NumbersOf(one) is { Count: > 0 } numbers
            ? new Source(numbers, TextOf(one, SpeakerNames) ?? "", text)
            : null;

    private static string? TextOf(JsonObject one, string[] names) => names.Select(name => one[name]).OfType<JsonValue>()
        .Select(value => value.TryGetValue<string>(out var text) ? text : null).FirstOrDefault(text => text is not null);

    private static List<int> NumbersOf(JsonObject one)
    {
        foreach (var (name, value) in one)
        {
            if (FieldNames.IsCitation(name) && value is JsonArray many && many.Select(Number).ToList() is { Count: > 0 } all
                && !all.Contains(null))
            {
                return [.. all.Select(number => number!.Value)];
            }
        }

        return NumberNames.Select(name => Number(one[name])).FirstOrDefault(number => number is not null) is { } single ? [single] : [];
    }

    private static int? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}
