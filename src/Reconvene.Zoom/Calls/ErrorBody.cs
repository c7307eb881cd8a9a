using System.Globalization;
using System.Text;
using System.Text.Json;
using Reconvene.Zoom.Json;

namespace Reconvene.Zoom.Calls;

/// <summary>The error half of any answer: of the API, the token endpoint, a download, or the XML of old.</summary>
internal sealed record ErrorBody
{
    public static ErrorBody None { get; } = new();

    public int? Code { get; private init; }

    public string Message { get; private init; } = string.Empty;

    /// <summary>The token endpoint's <c>error</c>.</summary>
    public string? Error { get; private init; }

    /// <summary>The names of refused fields, from <c>errors[]</c>.</summary>
    public IReadOnlyList<string> Fields { get; private init; } = [];

    /// <summary>Whether a body that came with a success status tells of an error after all.</summary>
    public bool IsError => Error is not null || (Code is not (null or 0) && Message.Length > 0);

    public static ErrorBody Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = ZoomJson.Depth });
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return ReadXml(Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 4096)]));
        }
    }

    public static ErrorBody Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return None;
        }

        return new ErrorBody
        {
            Code = Number(root, "code") ?? Number(root, "errorCode"),
            Message = Text(root, "message") ?? Text(root, "errorMessage") ?? Text(root, "reason")
                ?? Text(root, "error_description") ?? string.Empty,
            Error = Text(root, "error"),
            Fields = FieldNames(root),
        };
    }

    private static ErrorBody ReadXml(string text) => new()
    {
        Code = int.TryParse(Between(text, "<code>", "</code>"), CultureInfo.InvariantCulture, out var code)
            ? code
            : null,
        Message = Between(text, "<message>", "</message>") ?? string.Empty,
    };

    private static string? Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal);
        if (from < 0)
        {
            return null;
        }

        from += start.Length;
        var to = text.IndexOf(end, from, StringComparison.Ordinal);
        return to < 0 ? null : text[from..to];
    }

    private static int? Number(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number)
        {
            return value.TryGetInt32(out var number) ? number : null;
        }

        return value.ValueKind == JsonValueKind.String
            && int.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var written)
                ? written
                : null;
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static IReadOnlyList<string> FieldNames(JsonElement root) =>
        root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
            ? [.. errors.EnumerateArray()
                .Where(static error => error.ValueKind == JsonValueKind.Object)
                .Select(static error => Text(error, "field"))
                .OfType<string>()
                .Take(10)]
            : [];
}
