using System.Net;
using System.Net.Sockets;

namespace Reconvene.Testing;

/// <summary>A server on the loopback that answers every request with a body in pieces, without end.</summary>
internal sealed class EndlessHost : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;
    private long _sent;

    public EndlessHost()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Origin => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public long BytesSent => Interlocked.Read(ref _sent);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The listener was stopped.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        try
        {
            _ = await stream.ReadAsync(new byte[16 * 1024]);
            await stream.WriteAsync(
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray());
            var line = new byte[1024];
            Array.Fill(line, (byte)'x');
            byte[] chunk = [.. "400\r\n"u8, .. line, .. "\r\n"u8];
            while (true)
            {
                await stream.WriteAsync(chunk);
                Interlocked.Add(ref _sent, line.Length);
            }
        }
        catch (IOException)
        {
            // The caller had enough.
        }
    }
}
