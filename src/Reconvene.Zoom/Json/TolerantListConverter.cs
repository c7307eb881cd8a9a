using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Reconvene.Zoom.Json;

/// <summary>Reads a list element by element; absent and null mean empty.</summary>
internal abstract class TolerantListConverter<T> : JsonConverter<TolerantList<T>>
    where T : class
{
    public override bool HandleNull => true;

    public override TolerantList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("A list was expected.");
        }

        var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        List<T> items = [];
        List<ZoomUnreadable> unreadable = [];
        var index = 0;
        foreach (var element in document.RootElement.EnumerateArray())
        {
            ReadOne(element, $"[{index++}]", type, items, unreadable);
        }

        return new TolerantList<T>(items, unreadable);
    }

    public override void Write(Utf8JsonWriter writer, TolerantList<T> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Zoom's lists are only read.");

    private static void ReadOne(
        JsonElement element, string place, JsonTypeInfo<T> type, List<T> items, List<ZoomUnreadable> unreadable)
    {
        try
        {
            if (element.Deserialize(type) is { } item)
            {
                items.Add(item);
                return;
            }

            unreadable.Add(new ZoomUnreadable(place, "It is null."));
        }
        catch (JsonException odd)
        {
            unreadable.Add(new ZoomUnreadable(place + JsonPath.Below(odd), JsonPath.Say(odd)));
        }
    }
}
