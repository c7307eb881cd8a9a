using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reconvene.Server.Jobs;

/// <summary>How inputs, bookmarks and results stand in the job's row. Unknown members are passed over: rows outlive versions.</summary>
internal static class JobJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Null for null, so that a column stays empty.</summary>
    public static string? Write(object? value) => value is null ? null : JsonSerializer.Serialize(value, Options);

    public static JsonElement? Read(string? text)
    {
        if (string.IsNullOrEmpty(text) || text is "null")
        {
            return null;
        }

        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
