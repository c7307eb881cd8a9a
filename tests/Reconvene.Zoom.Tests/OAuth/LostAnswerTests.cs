using System.Net;
using System.Net.Sockets;
using Reconvene.Zoom.OAuth;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests.OAuth;

public class LostAnswerTests
{
    [Fact]
    public async Task A_refused_connection_used_nothing_up()
    {
        // Bound and not listening: nobody else can take the port, and the system refuses each connection.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        var failure = await RefreshAsync($"http://127.0.0.1:{port}", new SteppedTime());

        Assert.Equal(ZoomFailureKind.Unavailable, failure.Kind);
        Assert.False(failure.OutcomeUnknown);
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, false)]
    [InlineData(SocketError.TryAgain, false)]
    [InlineData(SocketError.NetworkUnreachable, false)]
    [InlineData(SocketError.HostUnreachable, false)]
    [InlineData(SocketError.ConnectionReset, true)]
    public async Task A_connection_that_never_came_about_used_nothing_up(SocketError error, bool unknown)
    {
        using var handler = ZoomHttp.CreateHandler();
        handler.ConnectCallback = (_, _) => throw new SocketException((int)error);

        var failure = await RefreshAsync(handler, "https://zoom.invalid", new SteppedTime());

        Assert.Equal(ZoomFailureKind.Unavailable, failure.Kind);
        Assert.Equal(unknown, failure.OutcomeUnknown);
    }

    [Fact]
    public async Task A_reset_after_the_request_leaves_the_outcome_unknown()
    {
        await using var responder = new RawResponder((stream, _) =>
        {
            stream.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
            stream.Socket.Close();
            return Task.CompletedTask;
        });

        var failure = await RefreshAsync(responder.Address, new SteppedTime());

        Assert.Equal(1, responder.Connections);
        Assert.Equal(ZoomFailureKind.Unavailable, failure.Kind);
        Assert.True(failure.OutcomeUnknown);
    }

    [Fact]
    public async Task An_answer_that_stops_halfway_leaves_the_outcome_unknown()
    {
        await using var responder = RawResponder.Saying("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"access_token\":");

        var failure = await RefreshAsync(responder.Address, new SteppedTime());

        Assert.Equal(ZoomFailureKind.Unavailable, failure.Kind);
        Assert.True(failure.OutcomeUnknown);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_45_seconds_leaves_the_outcome_unknown()
    {
        var time = new SteppedTime();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var responder = new RawResponder((_, stop) =>
        {
            asked.SetResult();
            return Task.Delay(Timeout.Infinite, stop);
        });

        var asking = RefreshAsync(responder.Address, time);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromSeconds(44));
        Assert.False(asking.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        var failure = await asking;

        Assert.Equal(ZoomFailureKind.Unavailable, failure.Kind);
        Assert.True(failure.OutcomeUnknown);
    }

    [Fact]
    public async Task A_host_that_speaks_no_tls_never_saw_the_request()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asking = RefreshAsync(
            $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", new SteppedTime());

        await SayPlainlyAsync(listener);
        var failure = await asking;
        Assert.Equal(ZoomFailureKind.Unavailable, failure.Kind);
        Assert.False(failure.OutcomeUnknown);
    }

    private static async Task SayPlainlyAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
    }

    private static async Task<ZoomFailure> RefreshAsync(string address, SteppedTime time)
    {
        using var handler = ZoomHttp.CreateHandler();
        return await RefreshAsync(handler, address, time);
    }

    private static async Task<ZoomFailure> RefreshAsync(HttpMessageHandler handler, string address, SteppedTime time)
    {
        using var http = new HttpMessageInvoker(handler, disposeHandler: false);
        var endpoints = ZoomEndpoints.Create(null, address + "/oauth", downloadHosts: null);
        var result = await new ZoomOAuth(http, endpoints, time)
            .RefreshAsync(new Secret("old"), "client", new Secret("hush"), CancellationToken.None);
        return result.Failure();
    }
}
