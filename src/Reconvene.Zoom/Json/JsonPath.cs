using System.Text.Json;

namespace Reconvene.Zoom.Json;

/// <summary>Says where a body is odd without repeating what it holds.</summary>
internal static class JsonPath
{
    public static string Of(JsonException odd) => odd.Path ?? "$";

    /// <summary>The path without its root, to be put after another.</summary>
    public static string Below(JsonException odd) => Of(odd)[1..];

    public static string Say(JsonException odd)
    {
        // Our own sentences begin so; the serializer's name types of ours.
        if (odd.InnerException is null && odd.Message.StartsWith("A ", StringComparison.Ordinal))
        {
            return odd.Message.Split(" Path:", 2)[0];
        }

        return odd.Message.Contains("required", StringComparison.Ordinal)
            ? "A required member is missing."
            : "Its value is not of the documented kind.";
    }
}
