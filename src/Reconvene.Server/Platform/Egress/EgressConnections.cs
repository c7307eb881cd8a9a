using System.Net;
using System.Net.Sockets;

namespace Reconvene.Server.Platform.Egress;

/// <summary>
/// Connects to what a person or a setting named, after judging the very address that is connected to: the name is looked
/// up here and once, so that it cannot lead well when it is judged and elsewhere when it is called.
/// </summary>
internal sealed class EgressConnections(AddressRules rules, NameLookup lookUp)
{
    private static readonly TimeSpan LongestOfOne = TimeSpan.FromSeconds(10);

    /// <summary>
    /// An open stream. Throws <see cref="EgressRefusedException"/> when no address of the host may be called, and
    /// <see cref="SocketException"/> when none answers.
    /// </summary>
    /// <param name="host">A name or an address, in whatever spelling.</param>
    /// <param name="port">The port.</param>
    /// <param name="isTrusted">The operator named this very host, wherever it leads.</param>
    /// <param name="cancellation">Stops the attempt.</param>
    public async Task<Stream> ConnectAsync(string host, int port, bool isTrusted, CancellationToken cancellation)
    {
        var addresses = await LookUpAsync(host, cancellation);
        string? forbidden = null;
        SocketException? last = null;
        foreach (var address in addresses)
        {
            if (!isTrusted && rules.WhyNot(address) is { } why)
            {
                forbidden = why;
                continue;
            }

            try
            {
                return await ConnectAsync(new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, port), cancellation);
            }
            catch (SocketException error)
            {
                last = error;
            }
        }

        throw last
            ?? (forbidden is null ? new SocketException((int)SocketError.HostNotFound) : (Exception)new EgressRefusedException(host, forbidden));
    }

    private async Task<IPAddress[]> LookUpAsync(string host, CancellationToken cancellation)
    {
        var literal = host is ['[', .., ']'] ? host[1..^1] : host;
        return IPAddress.TryParse(literal, out var address) ? [address] : await lookUp(host, cancellation);
    }

    private static async Task<Stream> ConnectAsync(IPEndPoint to, CancellationToken cancellation)
    {
#pragma warning disable CA2000 // The stream owns it; without one it is disposed below.
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(LongestOfOne);
            await socket.ConnectAsync(to, limit.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
