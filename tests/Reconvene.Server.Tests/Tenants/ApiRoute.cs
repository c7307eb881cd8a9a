using System.Text.Json;

namespace Reconvene.Server.Tests.Tenants;

/// <summary>A route as the committed document has it, with what the table says of it.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its address, with names in braces.</param>
/// <param name="IsGuarded">Whether the document asks for a sign-in.</param>
/// <param name="Members">The members of its body; empty when it takes none.</param>
/// <param name="Entry">Its line in the table.</param>
internal sealed record ApiRoute(HttpMethod Method, string Path, bool IsGuarded, IReadOnlySet<string> Members, RouteEntry Entry)
{
    public bool HasId => Path.Contains('{', StringComparison.Ordinal);

    /// <summary>Whether it names something by an id: in its address, its query or its body.</summary>
    public bool Refers => HasId || Template.Contains('<', StringComparison.Ordinal);

    public string? Body => Entry.Body ?? (Members.Count > 0 ? "{}" : null);

    private string Template => $"{Entry.Query} {Entry.Body}";

    /// <summary>Every operation of the document, named as in the table.</summary>
    public static IEnumerable<(string Name, JsonElement Operation)> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Where(operation => operation.Name is "get" or "post" or "put" or "patch" or "delete")
            .Select(operation => ($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value)));

    /// <summary>Those of the document that the table knows.</summary>
    public static IReadOnlyList<ApiRoute> Read(JsonElement document)
    {
        var table = RouteTable.Routes.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        return
        [
            .. Operations(document).Where(one => table.ContainsKey(one.Name)).Select(one =>
            {
                var parts = one.Name.Split(' ');
                return new ApiRoute(
                    new HttpMethod(parts[0]),
                    parts[1],
                    one.Operation.TryGetProperty("security", out _),
                    MembersOf(document, one.Operation),
                    table[one.Name]);
            }),
        ];
    }

    public override string ToString() => Entry.Name;

    private static HashSet<string> MembersOf(JsonElement document, JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body)
            || !body.GetProperty("content").TryGetProperty("application/json", out var json))
        {
            return [];
        }

        var schema = json.GetProperty("schema");
        if (schema.TryGetProperty("$ref", out var name))
        {
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(name.GetString()!.Split('/')[^1]);
        }

        return schema.TryGetProperty("properties", out var members)
            ? [.. members.EnumerateObject().Select(member => member.Name)]
            : [];
    }
}
