using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.ZoomApps;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Webhooks;

public sealed class ChallengeTests
{
    private const string Question = """{"event":"endpoint.url_validation","event_ts":1772442000000,"payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"}}""";

    [Theory]
    [Engines]
    public async Task A_signed_question_is_answered_in_Zooms_spelling_and_not_stored(TestEngine engine)
    {
        await using var host = await WebhookHost.StartAsync(engine);

        using var response = await host.PostAsync(Question);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("qgg8vlvZRS6UYooatFL8Aw", answer.GetProperty("plainToken").GetString());
        Assert.Equal(Mac("qgg8vlvZRS6UYooatFL8Aw"), answer.GetProperty("encryptedToken").GetString());
        Assert.Empty(await host.EventsAsync());

        await host.Services.GetRequiredService<ZoomAppSightings>().FlushAsync(CancellationToken.None);
        var seen = await host.Database.FindAsync<DateTimeOffset?>(
            "SELECT last_crc_at FROM zoom_apps WHERE name = 'school'", null, CancellationToken.None);
        Assert.Equal(host.Clock.GetUtcNow(), seen);
    }

    [Theory]
    [InlineData("v0:1772442000:{\\\"event\\\":\\\"app_deauthorized\\\"}")]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("line\\n")]
    public async Task Only_a_plain_token_is_ever_signed(string token)
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);
        var body = $$$"""{"event":"endpoint.url_validation","payload":{"plainToken":"{{{token}}}"}}""";
        var plain = JsonDocument.Parse(body).RootElement.GetProperty("payload").GetProperty("plainToken").GetString()!;

        using var signed = await host.PostAsync(body);
        using var unsigned = await host.SendAsync(Encoding.UTF8.GetBytes(body), null, null);

        Assert.Equal(HttpStatusCode.BadRequest, signed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
        Assert.DoesNotContain(Mac(plain), await signed.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Mac(plain), await unsigned.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_question_that_is_not_signed_is_refused()
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);

        using var response = await host.SendAsync(Encoding.UTF8.GetBytes(Question), null, host.Now());

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.DoesNotContain(
            Mac("qgg8vlvZRS6UYooatFL8Aw"), await response.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [Engines]
    public async Task While_the_database_is_away_questions_are_answered_and_events_are_asked_for_again(TestEngine engine)
    {
        await using var host = await WebhookHost.StartAsync(engine);
        const string body = """{"event":"meeting.ended","payload":{}}""";
        host.Power.IsOff = true;

        Assert.Equal(HttpStatusCode.OK, await host.StatusAsync(host.PostAsync(Question)));
        using var response = await host.PostAsync(body);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);

        host.Power.IsOff = false;
        Assert.Equal(HttpStatusCode.OK, await host.StatusAsync(host.PostAsync(body)));
        Assert.Single(await host.EventsAsync());
    }

    [Fact]
    public async Task A_question_is_answered_with_the_secret_that_signed_it()
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);
        await host.MakeAppAsync("club", "the-secret-of-the-club");

        using var response = await host.PostAsync(Question, "the-secret-of-the-club");

        Assert.Contains(Mac("qgg8vlvZRS6UYooatFL8Aw", "the-secret-of-the-club"), await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Mac(string text, string secret = WebhookHost.Secret) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
}
