using System.Text.Json;

namespace Reconvene.Server.Accounts.Oidc;

/// <summary>Reads what a stranger wrote: nothing about its shape is taken for granted.</summary>
internal static class JsonMember
{
    /// <summary>Null when there is no such member, it is no text, or this is no object.</summary>
    public static string? Text(this JsonElement given, string name) =>
        given.ValueKind is JsonValueKind.Object && given.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}
