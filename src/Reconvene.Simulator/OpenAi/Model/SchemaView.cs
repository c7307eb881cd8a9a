using System.Text.Json.Nodes;

namespace Reconvene.Simulator.OpenAi.Model;

/// <summary>A schema as it is read: references followed, variants told apart, nothing said twice.</summary>
internal sealed class SchemaView(JsonObject root)
{
    private const int MostReferences = 32;

    /// <summary>The schema itself, whatever refers to it.</summary>
    public JsonObject Resolve(JsonNode? node)
    {
        var schema = node as JsonObject ?? [];
        for (var i = 0; i < MostReferences && schema["$ref"] is JsonValue reference; i++)
        {
            schema = Target(reference.ToString()) ?? [];
        }

        return schema["allOf"] is JsonArray parts ? Merged(schema, parts) : schema;
    }

    /// <summary>The variants that are not null.</summary>
    public IReadOnlyList<JsonObject> Variants(JsonObject schema) =>
        [.. Alternatives(schema).Select(Resolve).Where(variant => TypeOf(variant) != "null")];

    public bool IsNullable(JsonObject schema) =>
        Types(schema).Contains("null", StringComparer.Ordinal)
        || Alternatives(schema).Any(variant => TypeOf(Resolve(variant)) == "null")
        || (schema["enum"] is JsonArray values && values.Contains(null));

    /// <summary>The first type that is not null.</summary>
    public static string TypeOf(JsonObject schema)
    {
        var types = Types(schema);
        return types.FirstOrDefault(type => type != "null") ?? (types.Count > 0 ? "null" : Implied(schema));
    }

    public static int? Whole(JsonObject schema, string keyword) =>
        schema[keyword] is JsonValue value && value.TryGetValue<double>(out var number) ? (int)Math.Clamp(number, int.MinValue, int.MaxValue) : null;

    public bool DeclaresCitations(JsonObject schema) =>
        (schema["properties"] as JsonObject ?? []).Any(property => FieldNames.IsCitation(property.Key) && IsOfNumbers(property.Value));

    /// <summary>Integers, arrays of them, or arrays of objects that name one each.</summary>
    private bool IsOfNumbers(JsonNode? node)
    {
        var schema = Resolve(node);
        schema = Variants(schema) is [var only, ..] ? only : schema;
        return TypeOf(schema) is "integer" or "number" or "array";
    }

    private static IEnumerable<JsonNode?> Alternatives(JsonObject schema) =>
        schema["anyOf"] as JsonArray ?? schema["oneOf"] as JsonArray ?? [];

    private static List<string> Types(JsonObject schema) => schema["type"] switch
    {
        JsonArray many => [.. many.Select(type => type?.ToString() ?? "null")],
        null => [],
        var one => [one.ToString()],
    };

    private static string Implied(JsonObject schema) =>
        schema.ContainsKey("properties") ? "object" : schema.ContainsKey("items") ? "array" : "string";

    private JsonObject? Target(string reference)
    {
        JsonNode? at = root;
        foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at = (at as JsonObject)?[Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
        }

        return at as JsonObject;
    }

    private JsonObject Merged(JsonObject schema, JsonArray parts)
    {
        var merged = (JsonObject)schema.DeepClone();
        merged.Remove("allOf");
        foreach (var part in parts.Select(Resolve))
        {
            foreach (var (name, value) in part)
            {
                if (name == "properties" && merged[name] is JsonObject properties && value is JsonObject further)
                {
                    foreach (var (property, declared) in further)
                    {
                        properties[property] = declared?.DeepClone();
                    }
                }
                else
                {
                    merged[name] = value?.DeepClone();
                }
            }
        }

        return merged;
    }
}
