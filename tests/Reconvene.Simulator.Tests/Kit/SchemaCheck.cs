using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Reconvene.Simulator.Tests.Kit;

/// <summary>Holds JSON against a schema, for the keywords that models are given.</summary>
internal static class SchemaCheck
{
    /// <summary>What is wrong, each with its place; nothing when all is well.</summary>
    public static IReadOnlyList<string> Problems(JsonNode schema, JsonNode? value) => [.. Problems(schema, schema, value, "$")];

    private static IEnumerable<string> Problems(JsonNode root, JsonNode? node, JsonNode? value, string at)
    {
        var schema = node!.AsObject();
        if (schema["$ref"] is { } reference)
        {
            return Problems(root, reference.ToString().Split('/').Skip(1).Aggregate((JsonNode?)root, (found, step) => found![step]), value, at);
        }

        return Own(schema, value, at)
            .Concat(schema["anyOf"] is JsonArray variants && variants.All(variant => Problems(root, variant, value, at).Any())
                ? [$"{at} fits no variant"]
                : [])
            .Concat(value switch
            {
                JsonObject one => OfObject(root, schema, one, at),
                JsonArray many when schema["items"] is { } items => many.SelectMany((item, i) => Problems(root, items, item, $"{at}[{i}]")),
                _ => [],
            });
    }

    private static IEnumerable<string> Own(JsonObject schema, JsonNode? value, string at)
    {
        if (schema["type"] is { } type && !Types(type).Exists(one => Fits(one, value)))
        {
            yield return $"{at} is not of type {type.ToJsonString()}";
        }

        if (schema["enum"] is JsonArray allowed && !allowed.Any(one => JsonNode.DeepEquals(one, value)))
        {
            yield return $"{at} is none of {allowed.ToJsonString()}";
        }

        if (schema["const"] is { } only && !JsonNode.DeepEquals(only, value))
        {
            yield return $"{at} is not {only.ToJsonString()}";
        }

        if (value is JsonArray many && (many.Count < Of(schema, "minItems", 0) || many.Count > Of(schema, "maxItems", double.MaxValue)))
        {
            yield return $"{at} has {many.Count} items";
        }

        if (value?.GetValueKind() == JsonValueKind.String && value.ToString() is var text
            && (text.Length < Of(schema, "minLength", 0) || text.Length > Of(schema, "maxLength", double.MaxValue)
                || (schema["pattern"] is { } pattern && !Regex.IsMatch(text, pattern.ToString(), RegexOptions.None, TimeSpan.FromSeconds(1)))))
        {
            yield return $"{at} is not such a text: {text}";
        }

        if (value?.GetValueKind() == JsonValueKind.Number && (double)value is var number
            && (number < Of(schema, "minimum", double.MinValue) || number > Of(schema, "maximum", double.MaxValue)))
        {
            yield return $"{at} is out of range: {number}";
        }
    }

    private static IEnumerable<string> OfObject(JsonNode root, JsonObject schema, JsonObject value, string at)
    {
        var properties = schema["properties"] as JsonObject ?? [];
        var missing = (schema["required"] as JsonArray ?? []).Select(name => name!.ToString()).Where(name => !value.ContainsKey(name));
        var further = value.Select(field => field.Key).Where(name => !properties.ContainsKey(name));
        return missing.Select(name => $"{at}.{name} is missing")
            .Concat(schema["additionalProperties"] is null ? [] : further.Select(name => $"{at}.{name} is not allowed"))
            .Concat(value.Where(field => properties.ContainsKey(field.Key))
                .SelectMany(field => Problems(root, properties[field.Key], field.Value, $"{at}.{field.Key}")));
    }

    private static List<string> Types(JsonNode type) => type is JsonArray many ? [.. many.Select(one => one!.ToString())] : [type.ToString()];

    private static bool Fits(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("null", JsonValueKind.Null) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String)
            or ("number", JsonValueKind.Number) or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => double.IsInteger((double)value!),
        _ => false,
    };

    private static double Of(JsonObject schema, string keyword, double otherwise) => schema[keyword] is { } value ? (double)value : otherwise;
}
