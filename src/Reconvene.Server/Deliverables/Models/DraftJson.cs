using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>A draft as JSON: as a model writes it, as it is kept, and as it is shown to a model again.</summary>
internal static class DraftJson
{
    private const int Deepest = 16;

    public static readonly JsonDocumentOptions Document = new() { MaxDepth = Deepest };

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        MaxDepth = Deepest,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(Draft draft) => JsonSerializer.Serialize(draft, Options);

    public static Draft Read(string json)
    {
        using var document = JsonDocument.Parse(json, Document);
        return Read(document.RootElement);
    }

    /// <summary>Throws <see cref="JsonException"/> for what is no draft; what is null in one is as if it were left out.</summary>
    public static Draft Read(JsonElement json)
    {
        try
        {
            return Whole(json.Deserialize<Draft>(Options) ?? new Draft());
        }
        catch (InvalidOperationException error)
        {
            // Half of a surrogate pair is good JSON and no text.
            throw new JsonException(error.Message, error);
        }
    }

    private static Draft Whole(Draft draft) => draft with
    {
        Summary = Claims(draft.Summary),
        KeyPoints = Claims(draft.KeyPoints),
        Decisions = Claims(draft.Decisions),
        ActionItems = Claims(draft.ActionItems),
        Questions = Claims(draft.Questions),
        Sentiment = [.. Claims(draft.Sentiment).Select(claim => claim with { Tone = Text(claim.Tone) })],
        Chapters = [.. Items(draft.Chapters).Where(chapter => Text(chapter.Title).Length > 0)],
    };

    private static List<T> Claims<T>(IReadOnlyList<T>? claims)
        where T : DraftClaim =>
        [.. Items(claims).Where(claim => Text(claim.Text).Length > 0).Select(claim => claim with { Segments = claim.Segments ?? [] })];

    private static IEnumerable<T> Items<T>(IReadOnlyList<T>? items)
        where T : class =>
        items?.OfType<T>() ?? [];

    private static string Text(string? text) => text ?? "";
}
