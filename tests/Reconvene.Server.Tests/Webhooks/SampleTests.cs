using System.Net;
using System.Text.Json;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Webhooks;

public sealed class SampleTests
{
    [SamplesTheory]
    [Engines]
    public async Task Every_sample_event_of_Zoom_is_taken_and_held_once(TestEngine engine)
    {
        await using var host = await WebhookHost.StartAsync(engine);
        var expected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in SamplesTheoryAttribute.Files())
        {
            var body = await File.ReadAllBytesAsync(file);
            if (!IsJson(body))
            {
                continue;
            }

            using var first = await host.PostAsync(body);
            using var second = await host.PostAsync(body);
            Assert.True(first.StatusCode is HttpStatusCode.OK, $"{file}: {first.StatusCode}");
            Assert.Equal(HttpStatusCode.OK, second.StatusCode);
            if ((await first.Content.ReadAsStringAsync()).Contains("encryptedToken", StringComparison.Ordinal))
            {
                using var unsigned = await host.SendAsync(body, null, null);
                Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
            }
            else
            {
                expected.Add(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(body)));
            }
        }

        await host.DrainAsync();
        var rows = await host.EventsAsync();
        Assert.Equal(expected.Count, rows.Count);
        Assert.True(rows.Count > 100);
        Assert.All(rows, row => Assert.Equal("kept", row.State));
    }

    private static bool IsJson(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
