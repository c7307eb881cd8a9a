using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Platform.Data.Integrity;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Data;

/// <summary>What holds of a server whose database was found damaged, on either engine.</summary>
internal static class DamagedServer
{
    public const string NewKey = """{"name":"mine","scope":"read"}""";

    public static bool IsDamaged(ServerUnderTest server) => server.Services.GetRequiredService<Damage>().Found is not null;

    public static async Task<IReadOnlyList<System.Text.Json.JsonElement>> OpenAlertsAsync(HttpClient owner) =>
        [.. (await owner.SendAsync(HttpMethod.Get, "/api/v1/alerts?state=open")).Json.GetProperty("items").EnumerateArray()];

    public static async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (!await isSo())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    public static async Task AssertOnlyReadsAsync(ServerUnderTest server, HttpClient owner)
    {
        var ready = await server.Anonymous.SendAsync(HttpMethod.Get, "/readyz");
        Assert.Equal(503, ready.Code);
        Assert.Contains("damaged", ready.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(server.DataFolder, ready.Text, StringComparison.Ordinal);
        var written = await owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", NewKey);
        Assert.Equal((503, "database_damaged"), (written.Code, written.ErrorCode));
        Assert.True(written.Headers.ContainsKey("Retry-After"));
        Assert.Equal(200, (await owner.SendAsync(HttpMethod.Get, "/api/v1/users/me")).Code);
        Assert.Equal(200, (await server.Anonymous.SendAsync(HttpMethod.Get, "/healthz")).Code);
    }
}
