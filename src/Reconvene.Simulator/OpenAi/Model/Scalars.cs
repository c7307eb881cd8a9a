using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Reconvene.Simulator.OpenAi.Model;

/// <summary>Texts and numbers that a schema allows.</summary>
internal static class Scalars
{
    private const int TitleWords = 8;
    private const string Silence = "Nothing was said.";

    private static readonly string[] Shapes =
        ["2026-01-15", "2026-01-15T10:00:00Z", "10:00:00", "00:00", "1", "0.5", "en", "A", "a", "abc", "ABC-1", "a@sim.example", "https://sim.example/", "#3366ff"];

    public static JsonNode Text(JsonObject schema, string name, Scene scene, Picker picker)
    {
        var all = picker.All;
        var text = name switch
        {
            _ when FieldNames.IsTitle(name) => scene.Sources.FirstOrDefault(picker.Forced.Contains)?.Text ?? Short(scene.Text),
            _ when FieldNames.IsPerson(name) => scene.Speaker ?? all.Select(source => source.Speaker).FirstOrDefault(who => who.Length > 0) ?? "Somebody",
            _ when FieldNames.IsDue(name) => "",
            _ when FieldNames.IsLanguage(name) => all.Any(source => source.IsRussian) ? "ru" : "en",
            _ when FieldNames.IsCitation(name) => string.Join(", ", scene.Numbers),
            _ when FieldNames.IsTime(name) => scene.At.ToString("c", CultureInfo.InvariantCulture),
            _ => scene.Text,
        };
        return Fitting(schema, text.Length == 0 && !FieldNames.IsDue(name) ? Silence : text);
    }

    /// <summary>The text, or as near to it as format, pattern and length allow.</summary>
    public static JsonNode Fitting(JsonObject schema, string text)
    {
        text = schema["format"]?.ToString() switch
        {
            "date-time" => "2026-01-15T10:00:00Z",
            "date" => "2026-01-15",
            "time" => "10:00:00Z",
            "duration" => "PT1H",
            "email" => "maria.keller@sim.example",
            "hostname" => "sim.example",
            "ipv4" => "127.0.0.1",
            "ipv6" => "::1",
            "uuid" => "00000000-0000-4000-8000-000000000001",
            "uri" => "https://sim.example/",
            _ => text,
        };
        if (schema["pattern"]?.ToString() is { } pattern)
        {
            text = Shapes.Prepend(text).FirstOrDefault(shape => Regex.IsMatch(shape, pattern, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1))) ?? text;
        }

        if (SchemaView.Whole(schema, "maxLength") is { } longest && text.Length > longest)
        {
            text = text[..(longest > 0 && char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
        }

        return text.PadRight(SchemaView.Whole(schema, "minLength") ?? 0, '.');
    }

    public static JsonNode Integer(JsonObject schema, string name, Scene scene) => (int)Math.Round(Within(schema, Wanted(name, scene), whole: true));

    public static JsonNode Number(JsonObject schema, string name, Scene scene) => Within(schema, Wanted(name, scene), whole: false);

    private static double Wanted(string name, Scene scene) => name switch
    {
        _ when FieldNames.IsTime(name) => Math.Floor(scene.At.TotalSeconds),
        _ when FieldNames.IsCitation(name) || name is "id" or "number" => scene.Numbers.DefaultIfEmpty(1).First(),
        _ => 1,
    };

    private static double Within(JsonObject schema, double number, bool whole)
    {
        var step = whole ? 1 : 0.001;
        var low = Bound(schema, "minimum") ?? (Bound(schema, "exclusiveMinimum") + step) ?? double.MinValue;
        var high = Bound(schema, "maximum") ?? (Bound(schema, "exclusiveMaximum") - step) ?? double.MaxValue;
        number = Math.Max(low, Math.Min(high, number));
        return Bound(schema, "multipleOf") is > 0 and var factor
            ? Math.Ceiling(number / factor) * factor is var above && above <= high ? above : Math.Floor(number / factor) * factor
            : number;
    }

    private static double? Bound(JsonObject schema, string keyword) =>
        schema[keyword] is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    private static string Short(string text) =>
        string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(TitleWords)).TrimEnd('.', ',', '!', '?', ':', ';');
}
