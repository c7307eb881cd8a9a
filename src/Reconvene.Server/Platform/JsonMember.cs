using System.Text.Json;

namespace Reconvene.Server.Platform;

/// <summary>Reads what a stranger wrote: nothing about its shape is taken for granted.</summary>
internal static class JsonMember
{
    /// <summary>Nothing, when there is no such member or this is no object.</summary>
    public static JsonElement Member(this JsonElement given, string name) =>
        given.ValueKind is JsonValueKind.Object && given.TryGetProperty(name, out var value) ? value : default;

    /// <summary>None, when this is no list.</summary>
    public static JsonElement.ArrayEnumerator Elements(this JsonElement given) =>
        given.ValueKind is JsonValueKind.Array ? given.EnumerateArray() : default;

    /// <summary>Null when there is no such member, it is no text, or this is no object.</summary>
    public static string? TextOf(this JsonElement given, string name) => given.Member(name).AsText();

    /// <summary>The same, with a number as it is written.</summary>
    public static string? TextOrNumberOf(this JsonElement given, string name) =>
        given.Member(name) is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : given.TextOf(name);

    /// <summary>Null when this is no text.</summary>
    public static string? AsText(this JsonElement given)
    {
        try
        {
            return given.ValueKind is JsonValueKind.String ? given.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is good JSON and no text.
            return null;
        }
    }
}
