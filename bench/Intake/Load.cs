using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reconvene.Bench.Intake;

/// <summary>The senders: each posts one event after the other over its own connection, and waits for every answer.</summary>
internal static class Load
{
    public const string Kind = "load";

    /// <summary>Says <c>ready</c>, begins at the first line it hears, and says how many seconds it took.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var address = IPEndPoint.Parse(arguments[0]);
        var (round, events, clients) = (arguments[1], Number(arguments[2]), Number(arguments[3]));
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var requests = Enumerable.Range(0, events)
            .Select(number => Events.Request(address.ToString(), timestamp, Events.Body(round, number)))
            .ToArray();
        var sockets = new Socket[clients];
        for (var client = 0; client < clients; client++)
        {
            sockets[client] = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await sockets[client].ConnectAsync(address);
        }

        await Console.Out.WriteLineAsync("ready");
        await Console.In.ReadLineAsync();
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(sockets.Select(SendAsync));
        await Console.Out.WriteLineAsync(watch.Elapsed.TotalSeconds.ToString("R", CultureInfo.InvariantCulture));
        return 0;

        async Task SendAsync(Socket socket)
        {
            var answer = new byte[4096];
            for (var mine = Interlocked.Increment(ref next); mine < events; mine = Interlocked.Increment(ref next))
            {
                await socket.SendAsync(requests[mine]);
                await AnsweredAsync(socket, answer);
            }
        }
    }

    /// <summary>Reads one answer to its end, which must be a 200.</summary>
    private static async Task AnsweredAsync(Socket socket, byte[] answer)
    {
        var held = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(held));
            held += read;
            var text = Encoding.ASCII.GetString(answer, 0, held);
            if (read is 0 || !text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"An event was answered with: {text}");
            }

            if (IsWhole(text))
            {
                return;
            }
        }
    }

    private static bool IsWhole(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        const string Length = "Content-Length: ";
        var at = text.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        return at > 0
            ? text.Length >= end + 4 + Number(text[(at + Length.Length)..text.IndexOf('\r', at)])
            : text.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
