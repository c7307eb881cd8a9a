using System.Net;
using System.Net.Sockets;
using System.Text;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Webhooks;

public sealed class BodyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("Content-Length: 2097152\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n200000\r\n")]
    public async Task A_body_of_two_mebibytes_is_refused_without_reading_on(string framing)
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /webhooks/zoom HTTP/1.1\r\nHost: x\r\n{framing}"));

        // A little more than is allowed; of the rest not a byte is sent, and the answer comes all the same.
#pragma warning disable CA2025 // Awaited below, before the client is disposed.
        var answer = ReadAllAsync(stream);
#pragma warning restore CA2025
        try
        {
            await stream.WriteAsync(new byte[(1 << 20) + (64 << 10)]);
        }
        catch (IOException)
        {
            // The server closed before it had taken all.
        }

        Assert.StartsWith("HTTP/1.1 413", await answer.WaitAsync(Patience), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_declared_length_too_large_is_refused_before_a_byte_of_it_is_sent()
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync("POST /webhooks/zoom HTTP/1.1\r\nHost: x\r\nContent-Length: 2097152\r\n\r\n"u8.ToArray());

        var answer = await ReadAllAsync(stream).WaitAsync(Patience);

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_sends_almost_nothing_is_cut()
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync("POST /webhooks/zoom HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"u8.ToArray());

        var answer = await ReadAllAsync(stream).WaitAsync(Patience);

        Assert.True(answer.Length is 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer);
        Assert.Empty(await host.EventsAsync());
    }

    [Fact]
    public async Task What_is_proven_and_not_JSON_that_we_read_is_refused()
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);
        string[] bodies =
        [
            "", "not json", "\uFEFF{\"event\":\"x\"}", "{\"event\":\"a\",\"event\":\"b\"}", "{\"event\":\"x\"} {}",
            new string('[', 100_000) + new string(']', 100_000), "{\"event\":\"x\"",
            "{\"payload\":" + string.Concat(Enumerable.Repeat("{\"a\":", 70)) + "1" + new string('}', 71),
        ];
        foreach (var body in bodies)
        {
            Assert.Equal(HttpStatusCode.BadRequest, await WebhookHost.StatusAsync(host.PostAsync(body)));
        }

        Assert.Empty(await host.EventsAsync());
    }

    [Theory]
    [Engines]
    public async Task What_is_proven_and_JSON_of_an_unknown_shape_is_kept_with_its_reason(TestEngine engine)
    {
        await using var host = await WebhookHost.StartAsync(engine);
        string[] bodies =
        [
            "[]", "7", "null", "{}", "{\"event\":null}", "{\"event\":{\"a\":1}}", "{\"event\":\"\"}",
            "{\"event\":\"meeting.from_the_future\",\"payload\":[1,2]}", "{\"event\":\"nul\\u0000l\",\"payload\":{\"account_id\":\"\\u0000\"}}",
            "{\"event\":\"half \\ud800 a pair\"}", "{\"\\ud800\":1,\"event\":\"odd.key\"}", "{\"event\":\"recording.completed\",\"payload\":\"text\"}",
            "{\"event\":\"" + new string('n', 5000) + "\"}",
            "{\"event\":\"long.account\",\"payload\":{\"account_id\":\"" + new string('a', 5000) + "\"},\"event_ts\":99999999999999999}",
        ];
        foreach (var body in bodies)
        {
            Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.PostAsync(body)));
        }

        await host.DrainAsync();
        var rows = await host.EventsAsync();
        Assert.Equal(bodies.Length, rows.Count);
        Assert.All(rows, row => Assert.Equal(("kept", true), (row.State, row.Reason is { Length: > 0 })));
    }

    private static async Task<string> ReadAllAsync(NetworkStream stream)
    {
        using var whole = new MemoryStream();
        try
        {
            await stream.CopyToAsync(whole);
        }
        catch (IOException)
        {
            // Cut off; what came before counts.
        }

        return Encoding.UTF8.GetString(whole.ToArray());
    }
}
