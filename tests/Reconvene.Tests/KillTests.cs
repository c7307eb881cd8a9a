using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Reconvene.Client.ZoomApps;

namespace Reconvene.Tests;

public sealed class KillTests
{
    private const string Secret = "canary-webhook-secret-0001";
    private const int DiedBySigKill = 137;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_killed_around_the_storing_of_an_event_takes_its_repetition(bool atStop)
    {
        using var data = new OwnedData();
        await data.SetUpAsync();
        var body = $$"""{"event":"meeting.started","event_ts":{{Now()}},"payload":{"account_id":"a","object":{"id":"1","uuid":"u==" } } }""";
        await using (var doomed = data.Serve(new KillPoint("webhook.store", atStop, Nth: 1)))
        {
            var address = await doomed.WaitUntilReadyAsync();
            using var client = await data.ClientAsync(address);
            await client.PostAsync<ZoomAppView>(
                "api/v1/zoom-apps",
                new ZoomAppRequest { Name = "main", ClientId = "client-0001", WebhookSecrets = [Secret] },
                CancellationToken.None);

            await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(address, body));

            Assert.Equal(DiedBySigKill, await doomed.WaitForExitAsync());
        }

        await using var next = data.Serve();
        Assert.Equal(HttpStatusCode.OK, await SendAsync(await next.WaitUntilReadyAsync(), body));
    }

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private static async Task<HttpStatusCode> SendAsync(Uri server, string body)
    {
        var timestamp = (Now() / 1000).ToString(CultureInfo.InvariantCulture);
        var proof = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}"));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "/webhooks/zoom/main"));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("x-zm-request-timestamp", timestamp);
        request.Headers.Add("x-zm-signature", $"v0={Convert.ToHexStringLower(proof)}");
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
