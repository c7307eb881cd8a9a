using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reconvene.Simulator.Wire;

/// <summary>
/// JSON to the byte as JavaScript writes it: compact, nothing escaped that need not be. Receivers made from Zoom's samples
/// serialise the parsed body again before they check the signature; .NET's relaxed encoder still escapes emoji and would fail them.
/// </summary>
internal static class CompactJson
{
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject properties:
                AppendObject(text, properties);
                break;
            case JsonArray items:
                AppendArray(text, items);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                AppendText(text, value.GetValue<string>());
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonObject properties)
    {
        text.Append('{');
        foreach (var (index, (name, value)) in properties.Index())
        {
            text.Append(index == 0 ? "" : ",");
            AppendText(text, name);
            text.Append(':');
            Append(text, value);
        }

        text.Append('}');
    }

    private static void AppendArray(StringBuilder text, JsonArray items)
    {
        text.Append('[');
        foreach (var (index, item) in items.Index())
        {
            text.Append(index == 0 ? "" : ",");
            Append(text, item);
        }

        text.Append(']');
    }

    private static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }
}
