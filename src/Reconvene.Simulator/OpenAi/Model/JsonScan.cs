using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reconvene.Simulator.OpenAi.Model;

/// <summary>Finds JSON in the middle of a text.</summary>
internal static class JsonScan
{
    /// <summary>The outermost objects and arrays in a text, in order.</summary>
    public static IEnumerable<JsonNode> In(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] is not ((byte)'{' or (byte)'['))
            {
                continue;
            }

            if (ValueAt(bytes, at) is var (node, length))
            {
                yield return node;
                at += length - 1;
            }
        }
    }

    /// <summary>This node and all below it that are objects.</summary>
    public static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject one => one.SelectMany(property => Objects(property.Value)).Prepend(one),
        JsonArray many => many.SelectMany(Objects),
        _ => [],
    };

    private static (JsonNode Node, int Length)? ValueAt(byte[] bytes, int at)
    {
        var reader = new Utf8JsonReader(bytes.AsSpan(at), isFinalBlock: true, state: default);
        try
        {
            return JsonNode.Parse(ref reader) is { } node ? (node, (int)reader.BytesConsumed) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
