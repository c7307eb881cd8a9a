using System.Text.Encodings.Web;
using System.Text.Json;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Transcripts.Quality;

namespace Reconvene.Server.Deliverables.Templates;

/// <summary>A row of the table.</summary>
internal sealed class TemplateRow
{
    // Letters as they are: escaped, a rule in Russian would be six times as long.
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string Name { get; init; } = "";

    public string Title { get; init; } = "";

    public string Sections { get; init; } = "[]";

    public string Instructions { get; init; } = "";

    public string? Language { get; init; }

    public string Rules { get; init; } = "{}";

    public string Limits { get; init; } = "{}";

    public bool IsActive { get; init; }

    public int Version { get; init; }

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Json);

    public TemplateView ToView() => new()
    {
        Name = Name,
        Title = Title,
        IsBuiltIn = false,
        IsActive = IsActive,
        Sections = Read<List<string>>(Sections),
        Instructions = Instructions,
        Language = Language,
        Rules = Read<TemplateRulesView>(Rules),
        Limits = Read<TemplateLimitsView>(Limits),
        Version = Version,
    };

    public Template ToTemplate() => new()
    {
        Name = Name,
        Title = Title,
        Sections = Read<List<string>>(Sections),
        Instructions = Instructions,
        Language = Language,
        Limits = LimitsOf(Read<TemplateLimitsView>(Limits)),
        Version = Version,
    };

    private static QualityLimits LimitsOf(TemplateLimitsView limits) => QualityLimits.Usual with
    {
        MostRepeated = limits.MostRepeated ?? QualityLimits.Usual.MostRepeated,
        LongestRun = limits.LongestRun ?? QualityLimits.Usual.LongestRun,
        MostWordsOnce = limits.MostWordsOnce ?? QualityLimits.Usual.MostWordsOnce,
        MostWordsPerMinute = limits.MostWordsPerMinute ?? QualityLimits.Usual.MostWordsPerMinute,
        FewestWordsPerMinute = limits.FewestWordsPerMinute ?? QualityLimits.Usual.FewestWordsPerMinute,
        Language = limits.Language,
    };

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Json)!;
}
