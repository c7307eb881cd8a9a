using System.Text.Json;

namespace Reconvene.Server.Transcripts.Quality;

/// <summary>Measures as they stand in the database.</summary>
internal static class MeasuresJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Write(TranscriptMeasures measures) => JsonSerializer.Serialize(measures, Options);

    public static TranscriptMeasures Read(string json) => JsonSerializer.Deserialize<TranscriptMeasures>(json, Options)!;
}
