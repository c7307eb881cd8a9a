using System.Text.Json;
using System.Text.Json.Nodes;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Http;

/// <summary>The document of the whole server as composed: it grows with every feature without a change here.</summary>
public sealed class ApiDocumentTests
{
    private const string Update = "RECONVENE_UPDATE_SNAPSHOTS";
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        IndentSize = 2,

        // Only read by people and programs, never put into a page.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task The_committed_document_is_the_one_that_is_served()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var path = Path.Combine(Root(), "docs", "openapi.json");

        var answer = await server.Anonymous.SendAsync(HttpMethod.Get, "/openapi.json");
        var served = JsonNode.Parse(answer.Text)!.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable(Update) is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, served);
        }

        Assert.True(File.Exists(path), $"{path} is missing: run this test with {Update}=1 and commit the file.");
        Assert.True(await File.ReadAllTextAsync(path) == served, $"{path} differs from what is served: look at the change, run this test with {Update}=1 and commit the file.");
    }

    [Fact]
    public async Task Every_route_has_a_name_a_summary_and_a_tag_and_names_are_snake_case()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var document = (await server.Anonymous.SendAsync(HttpMethod.Get, "/openapi.json")).Json;

        Assert.False(document.TryGetProperty("servers", out var servers) && servers.GetArrayLength() > 0);
        Assert.All(Operations(document), operation =>
        {
            Assert.True(operation.Value.TryGetProperty("operationId", out _), operation.Name);
            Assert.True(operation.Value.TryGetProperty("summary", out _), $"{operation.Name} has no summary: give its handler one.");
            Assert.NotEmpty(operation.Value.GetProperty("tags").EnumerateArray());
        });
        var fields = document.GetProperty("components").GetProperty("schemas").EnumerateObject()
            .Where(schema => schema.Name is not "WebhookChallengeAnswer") // Zoom's own form.
            .SelectMany(schema => schema.Value.TryGetProperty("properties", out var found) ? found.EnumerateObject().Select(field => field.Name) : []);
        Assert.All(fields, field => Assert.Matches("^[a-z0-9_]+$", field));
    }

    [Fact]
    public async Task Every_route_but_those_open_to_all_asks_for_a_sign_in()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var document = (await server.Anonymous.SendAsync(HttpMethod.Get, "/openapi.json")).Json;

        foreach (var (name, operation) in Operations(document).Where(operation => operation.Value.TryGetProperty("security", out _)))
        {
            var parts = name.Split(' ');
            var answer = await server.Anonymous.SendAsync(new HttpMethod(parts[0]), Filled(parts[1]));
            Assert.True(answer.Code is 401, $"{name} answered {answer.Code} to a stranger.");
        }
    }

    /// <summary>A path that its route takes: a stranger must be refused by the sign-in, not by a malformed address.</summary>
    private static string Filled(string path) => path
        .Replace("{format}", "md", StringComparison.Ordinal)
        .Replace("{task_id}", "01890000-0000-7000-8000-000000000000", StringComparison.Ordinal)
        .Replace("{file_id}", "1", StringComparison.Ordinal)
        .Replace("{version}", "1", StringComparison.Ordinal)
        .Replace("{id}", "1", StringComparison.Ordinal);

    private static IEnumerable<(string Name, JsonElement Value)> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Where(operation => operation.Name is "get" or "post" or "put" or "patch" or "delete")
            .Select(operation => ($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value)));

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Reconvene.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository's root is not above the tests.");
        }

        return folder;
    }
}
