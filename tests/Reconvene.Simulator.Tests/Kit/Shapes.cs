using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reconvene.Simulator.Tests.Kit;

internal static class Shapes
{
    /// <summary>Names on this level that the sample does not have.</summary>
    public static IReadOnlyList<string> Unknown(JsonNode actual, JsonNode sample) =>
        [.. Names(actual).Except(Names(sample), StringComparer.Ordinal)];

    /// <summary>Names on this level that only the sample has.</summary>
    public static IReadOnlyList<string> Missing(JsonNode actual, JsonNode sample) => Unknown(sample, actual);

    /// <summary>Names whose values are of another kind than in the sample.</summary>
    public static IReadOnlyList<string> OtherKinds(JsonNode actual, JsonNode sample) =>
        [.. actual.AsObject()
            .Where(field => sample[field.Key] is { } like && Kind(field.Value!) != Kind(like))
            .Select(field => field.Key)];

    private static JsonValueKind Kind(JsonNode node) =>
        node.GetValueKind() is JsonValueKind.False ? JsonValueKind.True : node.GetValueKind();

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(field => field.Key);
}
