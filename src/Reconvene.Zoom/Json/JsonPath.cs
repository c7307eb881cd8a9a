using System.Text.Json;

namespace Reconvene.Zoom.Json;

/// <summary>Says where a body is odd without repeating what it holds.</summary>
internal static class JsonPath
{
    public static string Of(JsonException odd) => odd.Path ?? "$";

    /// <summary>The path without its root, to be put after another.</summary>
    public static string Below(JsonException odd) => Of(odd)[1..];

    public static string Say(JsonException odd) =>
        odd.InnerException is null && odd.Message.StartsWith("A ", StringComparison.Ordinal)
            ? odd.Message.Split(" Path:", 2)[0]
            : "Its value is not of the documented kind.";
}
