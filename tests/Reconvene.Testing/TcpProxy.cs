using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reconvene.Testing;

/// <summary>
/// Stands on the loopback between the server and something it needs, and treats the connection as networks do: gone, silent,
/// reset, cut in the middle, or broken just when the answer that matters comes back.
/// </summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    /// <summary>How a client of PostgreSQL says that a transaction is to be committed; not its READ COMMITTED.</summary>
    public const string Commit = "COMMIT\0";

    private readonly ConcurrentDictionary<Pair, byte> _pairs = new();
    private readonly Lock _lock = new();
    private readonly int _port;
#pragma warning disable CA2213 // Disposed by the loop that serves it, when it is stopped.
    private TcpListener? _listener;
#pragma warning restore CA2213
    private Task _serving = Task.CompletedTask;
    private EndPoint? _target;
    private TaskCompletionSource _flow = Done();
    private byte[]? _losing;
    private byte[] _after = [];
    private int _losingIn;
    private bool _goesDown;
    private bool _stalls;
    private long _cutAfter = long.MaxValue;

    public TcpProxy()
    {
        Listen(0);
        _port = ((IPEndPoint)_listener!.LocalEndpoint).Port;
    }

    public int Port => _port;

    /// <summary>Answers that were lost by <see cref="LoseAnswerTo"/>.</summary>
    public int AnswersLost { get; private set; }

    /// <summary>How often a text passed from the client since <see cref="Count"/>.</summary>
    public int Counted { get; private set; }

    public void LeadTo(string host, int port) => _target = new DnsEndPoint(host, port);

    /// <summary>All connections are reset, and new ones refused, until <see cref="Up"/>.</summary>
    public void Down()
    {
        _listener?.Stop();
        _listener = null;
        Reset();
    }

    public void Up()
    {
        if (_listener is null)
        {
            Listen(_port);
        }
    }

    /// <summary>Connections stay and are taken, and nothing passes any more, until <see cref="Resume"/>.</summary>
    public void Stall() => _flow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Resume() => _flow.TrySetResult();

    /// <summary>Every connection there is now is reset; new ones are served.</summary>
    public void Reset()
    {
        foreach (var pair in _pairs.Keys)
        {
            pair.Reset();
        }
    }

    /// <summary>After so many more bytes towards the client its connection is reset; once.</summary>
    public void CutAfter(long bytes) => Interlocked.Exchange(ref _cutAfter, bytes);

    /// <summary>Counts how often the client says this, and lets it all pass.</summary>
    public void Count(string text) => LoseAnswerTo(text, int.MaxValue);

    /// <summary>The n-th time that the client says this it arrives and is carried out, and the connection breaks before the answer; once.</summary>
    /// <param name="text">What it says.</param>
    /// <param name="n">Which time.</param>
    /// <param name="after">Only on a connection on which this was said before, or with it.</param>
    /// <param name="andGoDown">From then on nothing is served, as after <see cref="Down"/>.</param>
    /// <param name="andStall">The connection does not break: from then on nothing passes, as after <see cref="Stall"/>.</param>
    public void LoseAnswerTo(string text, int n = 1, string? after = null, bool andGoDown = false, bool andStall = false)
    {
        lock (_lock)
        {
            _after = after is null ? [] : Encoding.UTF8.GetBytes(after);
            (_losing, _losingIn, Counted, AnswersLost) = (Encoding.UTF8.GetBytes(text), n, 0, 0);
            (_goesDown, _stalls) = (andGoDown, andStall);
            foreach (var pair in _pairs.Keys)
            {
                // What was said before is about something else.
                pair.IsMeant = false;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Resume();
        Down();
        await _serving;
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }

    private void Listen(int port)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        _listener.Start();
        _serving = ServeAsync(_listener);
    }

    private async Task ServeAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await listener.AcceptSocketAsync());
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            listener.Dispose();
        }
    }

    private async Task PassAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var pair = new Pair(client, server);
        client.NoDelay = true;
        _pairs[pair] = 0;
        try
        {
            await _flow.Task;
            await server.ConnectAsync(_target!);
            await Task.WhenAny(ToServerAsync(pair), ToClientAsync(pair));
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // One of the two is gone.
        }
        finally
        {
            _pairs.TryRemove(pair, out _);
        }
    }

    private async Task ToServerAsync(Pair pair)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await pair.Client.ReceiveAsync(buffer) is var read and > 0)
            {
                await _flow.Task;
                pair.LosesNext = Loses(pair, buffer.AsSpan(0, read)) || pair.LosesNext;
                await pair.Server.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // One of the two is gone.
        }
    }

    private async Task ToClientAsync(Pair pair)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await pair.Server.ReceiveAsync(buffer) is var read and > 0)
            {
                await _flow.Task;
                if (pair.LosesNext && !await IsLetThroughAsync(pair))
                {
                    return;
                }

                var left = Interlocked.Read(ref _cutAfter);
                if (left <= read)
                {
                    Interlocked.Exchange(ref _cutAfter, long.MaxValue);
                    await pair.Client.SendAsync(buffer.AsMemory(0, (int)left));
                    pair.Reset();
                    return;
                }

                Interlocked.Exchange(ref _cutAfter, left is long.MaxValue ? left : left - read);
                await pair.Client.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // One of the two is gone.
        }
    }

    private async Task<bool> IsLetThroughAsync(Pair pair)
    {
        AnswersLost++;
        pair.LosesNext = false;
        if (_stalls)
        {
            Stall();
            await _flow.Task;
            return true;
        }

        if (_goesDown)
        {
            Down();
        }

        pair.Reset();
        return false;
    }

    private bool Loses(Pair pair, ReadOnlySpan<byte> said)
    {
        lock (_lock)
        {
            if (_losing is null)
            {
                return false;
            }

            pair.IsMeant |= said.IndexOf(_after) >= 0;
            if (!pair.IsMeant || said.IndexOf(_losing) < 0)
            {
                return false;
            }

            Counted++;
            return Counted == _losingIn;
        }
    }

    private sealed class Pair(Socket client, Socket server) : IDisposable
    {
        public Socket Client => client;

        public Socket Server => server;

        public bool LosesNext { get; set; }

        public bool IsMeant { get; set; }

        /// <summary>Closed without a goodbye: the other side sees a reset, not an end.</summary>
        public void Reset()
        {
            foreach (var socket in new[] { client, server })
            {
                try
                {
                    socket.LingerState = new LingerOption(enable: true, seconds: 0);
                    socket.Close();
                }
                catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
                {
                    // Gone before.
                }
            }
        }

        public void Dispose() => client.Dispose();
    }
}
