using System.Text.Json;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

/// <summary>Short words for what tests of a check do.</summary>
internal static class CheckScene
{
    public static async Task<JsonElement> CheckAsync(this HttpClient owner, long credential, string query = "")
    {
        var answer = await owner.SendAsync(HttpMethod.Post, $"/api/v1/credentials/{credential}/check{query}");
        Assert.True(answer.Code is 200, answer.Text);
        return answer.Json;
    }

    public static Task<JsonElement> CheckAsync(this World world, string query = "") => world.Owner.CheckAsync(world.Credential, query);

    public static bool IsOk(this JsonElement report) => report.GetProperty("ok").GetBoolean();

    public static string StateOf(this JsonElement report, string item) => report.Item(item).GetProperty("state").GetString()!;

    public static string MessageOf(this JsonElement report, string item) => report.Item(item).GetProperty("message").GetString()!;

    public static string? HelpOf(this JsonElement report, string item) => report.Item(item).GetProperty("help").GetString();

    public static JsonElement Item(this JsonElement report, string name) =>
        report.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);

    public static JsonElement Feature(this JsonElement report, string id) =>
        report.GetProperty("features").EnumerateArray().Single(feature => feature.GetProperty("id").GetString() == id);

    public static string Available(this JsonElement report, string id) =>
        report.Feature(id).GetProperty("available").GetString()!;

    /// <summary>The open alerts of a kind.</summary>
    public static async Task<IReadOnlyList<JsonElement>> OpenAlertsAsync(this HttpClient owner, string? kind = null) =>
    [
        .. (await owner.SendAsync(HttpMethod.Get, "/api/v1/alerts?state=open")).Json.GetProperty("items").EnumerateArray()
            .Where(alert => kind is null || alert.GetProperty("kind").GetString() == kind),
    ];
}
