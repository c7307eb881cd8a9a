using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Webhooks;

/// <summary>Zoom's question while the server is in a state in which it can do little else.</summary>
public sealed class ChallengeInTroubleTests
{
    private const string Question = """{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"}}""";
    private const string Event = """{"event":"meeting.ended","payload":{"n":1}}""";

    private static readonly TimeSpan ZoomWaits = TimeSpan.FromSeconds(3);
    private static readonly Dictionary<string, string> WithSecret =
        new(StringComparer.Ordinal) { ["Zoom:WebhookSecret"] = WebhookHost.Secret };

    [Theory]
    [InlineData("down")]
    [InlineData("stalled")]
    public async Task While_PostgreSQL_is_gone_or_silent_questions_are_answered_in_time_and_events_asked_for_again(string way)
    {
        await using var proxy = new TcpProxy();
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Postgres, settings: WithSecret, proxy: proxy);
        if (way is "down")
        {
            proxy.Down();
        }
        else
        {
            proxy.Stall();
        }

        try
        {
#pragma warning disable CA2025 // Awaited below.
            var refused = SendAsync(server, Event, TimeSpan.FromSeconds(30));
#pragma warning restore CA2025
            for (var i = 0; i < 5; i++)
            {
                Assert.Equal(HttpStatusCode.OK, await SendAsync(server, Question, ZoomWaits));
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, await refused);
        }
        finally
        {
            proxy.Up();
            proxy.Resume();
        }
    }

    [Fact]
    public async Task A_server_that_stops_answers_the_question_that_it_has_begun_to_take_and_takes_no_connection_more()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite, settings: WithSecret);
        var address = server.Address;
        using var request = WebhookHost.Request(Question, TimeProvider.System.GetUtcNow());
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        var proof = string.Concat(request.Headers.Select(header => $"{header.Key}: {header.Value.Single()}\r\n"));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /webhooks/zoom HTTP/1.1\r\nHost: {address.Authority}\r\nExpect: 100-continue\r\nConnection: close\r\n{proof}Content-Length: {Question.Length}\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        Assert.Contains("100", await reader.ReadLineAsync(), StringComparison.Ordinal);
        await reader.ReadLineAsync();

#pragma warning disable CA2025 // Awaited below.
        var stopping = server.StopAsync();
#pragma warning restore CA2025
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        while (await IsTakenAsync(address))
        {
            await timer.WaitForNextTickAsync();
        }

        Assert.False(stopping.IsCompleted);
        var begun = Stopwatch.GetTimestamp();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(Question));
        var answer = await reader.ReadToEndAsync();
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, ZoomWaits);
        Assert.Contains("200 OK", answer, StringComparison.Ordinal);
        Assert.Contains("encryptedToken", answer, StringComparison.Ordinal);
        await stopping;
    }

    private static async Task<HttpStatusCode> SendAsync(ServerUnderTest server, string body, TimeSpan within)
    {
        using var request = WebhookHost.Request(body, TimeProvider.System.GetUtcNow());
        var begun = Stopwatch.GetTimestamp();
        using var response = await server.Anonymous.SendAsync(request);
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, within);
        return response.StatusCode;
    }

    private static async Task<bool> IsTakenAsync(Uri address)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
