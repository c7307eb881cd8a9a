using System.Text.Json.Nodes;

namespace Reconvene.Simulator.OpenAi.Chat;

/// <summary>The subset of JSON Schema that OpenAI takes with <c>strict</c>, and what it says of the rest.</summary>
internal static class StrictSchema
{
    private const int Levels = 10;

    private static readonly string[] Forbidden =
    [
        "allOf", "oneOf", "not", "dependentRequired", "dependentSchemas", "if", "then", "else", "uniqueItems", "contains", "minContains",
        "maxContains", "unevaluatedItems", "unevaluatedProperties", "patternProperties", "propertyNames", "minProperties", "maxProperties",
    ];

    private static readonly string[] Meanings = ["type", "$ref", "anyOf", "enum", "const"];

    /// <summary>Null when there is none.</summary>
    public static string? ProblemOf(JsonObject root)
    {
        if (root["type"] is not JsonValue type || type.ToString() != "object")
        {
            return $"schema must be a JSON Schema of 'type: \"object\"', got 'type: \"{root["type"]?.ToString() ?? "None"}\"'.";
        }

        return Look(root, [], 1);
    }

    private static string? Look(JsonObject schema, string[] path, int level)
    {
        if (level > Levels)
        {
            return $"{Place(path)}schema exceeds the limit of {Levels} levels of nesting.";
        }

        if (Array.Find(Forbidden, schema.ContainsKey) is { } forbidden)
        {
            return $"{Place(path)}'{forbidden}' is not permitted.";
        }

        if (!Array.Exists(Meanings, schema.ContainsKey))
        {
            return $"{Place(path)}schema must have a 'type' key.";
        }

        return OfObject(schema, path) ?? OfArray(schema, path) ?? Below(schema, path, level);
    }

    private static string? OfObject(JsonObject schema, string[] path)
    {
        if (!Is(schema, "object"))
        {
            return null;
        }

        if (schema["additionalProperties"] is not JsonValue closed || !closed.TryGetValue<bool>(out var open) || open)
        {
            return $"{Place(path)}'additionalProperties' is required to be supplied and to be false.";
        }

        var required = schema["required"] is JsonArray names ? names.Select(name => name?.ToString()).ToHashSet(StringComparer.Ordinal) : [];
        var properties = schema["properties"] as JsonObject ?? [];
        var missing = properties.Select(property => property.Key).FirstOrDefault(name => !required.Contains(name));
        return missing is null
            ? null
            : $"{Place(path)}'required' is required to be supplied and to be an array including every key in properties. Missing '{missing}'.";
    }

    private static string? OfArray(JsonObject schema, string[] path) =>
        Is(schema, "array") && schema["items"] is not JsonObject ? $"{Place(path)}array schema missing items." : null;

    private static string? Below(JsonObject schema, string[] path, int level)
    {
        foreach (var (keyword, name, part) in Parts(schema))
        {
            var deeper = keyword is "properties" or "items" ? level + 1 : level;
            if (Look(part, name is null ? [.. path, keyword] : [.. path, keyword, name], deeper) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static IEnumerable<(string Keyword, string? Name, JsonObject Schema)> Parts(JsonObject schema)
    {
        foreach (var keyword in (string[])["properties", "$defs", "definitions"])
        {
            foreach (var (name, part) in schema[keyword] as JsonObject ?? [])
            {
                yield return (keyword, name, part as JsonObject ?? []);
            }
        }

        if (schema["items"] is JsonObject items)
        {
            yield return ("items", null, items);
        }

        foreach (var (index, variant) in (schema["anyOf"] as JsonArray ?? []).Index())
        {
            yield return ("anyOf", index.ToString(System.Globalization.CultureInfo.InvariantCulture), variant as JsonObject ?? []);
        }
    }

    private static bool Is(JsonObject schema, string type) => schema["type"] switch
    {
        JsonArray types => types.Any(one => one?.ToString() == type),
        var one => one?.ToString() == type,
    };

    private static string Place(string[] path)
    {
        var steps = string.Join(", ", path.Select(step => $"'{step}'"));
        return path.Length == 1 ? $"In context=({steps},), " : $"In context=({steps}), ";
    }
}
