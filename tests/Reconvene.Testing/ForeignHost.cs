using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reconvene.Testing;

/// <summary>Somebody else's server on the loopback: keeps the head of every request, and answers each with a few bytes.</summary>
internal sealed class ForeignHost : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _heads = new();
    private readonly Task _serving;

    public ForeignHost()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Origin => $"http://127.0.0.1:{Port}";

    /// <summary>The heads of all requests so far, as they stood on the wire.</summary>
    public IReadOnlyList<string> Heads => [.. _heads];

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
            var head = new byte[16 * 1024];
            var read = await stream.ReadAsync(head);
            _heads.Enqueue(Encoding.Latin1.GetString(head, 0, read));
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nevil"u8.ToArray());
        }
        catch (IOException)
        {
            // The caller hung up.
        }
    }
}
