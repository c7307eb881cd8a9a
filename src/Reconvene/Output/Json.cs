using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reconvene.Output;

/// <summary>One document on stdout: snake_case, readable, letters of any language as they are.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static void Write<T>(Terminal terminal, T value)
    {
        terminal.Out.WriteLine(JsonSerializer.Serialize(value, Options));
        terminal.Out.Flush();
    }
}
