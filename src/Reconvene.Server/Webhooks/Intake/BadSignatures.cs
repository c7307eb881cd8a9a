using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Webhooks.Intake;

/// <summary>
/// Counts bad signatures per client address and minute. Only what is not proven is ever refused for it. IPv6 clients own
/// whole networks, so they count by /64.
/// </summary>
internal sealed class BadSignatures(IOptions<WebhookOptions> options, TimeProvider time)
{
    private const int MostAddresses = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _counts = [];
    private long _begunAt = time.GetTimestamp();

    /// <summary>How long the address must wait; null while it may try.</summary>
    public TimeSpan? WaitOf(IPAddress? sender)
    {
        lock (_lock)
        {
            return IsOver(_counts.GetValueOrDefault(Network(sender))) ? Left() : null;
        }
    }

    /// <summary>Counts one more; how long the address must wait when that was too many.</summary>
    public TimeSpan? Count(IPAddress? sender)
    {
        lock (_lock)
        {
            var left = Left();

            // Past the bound every new address shares one count: a flood from many must not fill the memory.
            var network = Network(sender);
            network = _counts.Count < MostAddresses || _counts.ContainsKey(network) ? network : IPAddress.None;
            var count = _counts.GetValueOrDefault(network) + 1;
            _counts[network] = count;
            return IsOver(count) ? left : null;
        }
    }

    private static IPAddress Network(IPAddress? sender)
    {
        if (sender is null)
        {
            return IPAddress.None;
        }

        if (sender.AddressFamily is not AddressFamily.InterNetworkV6 || sender.IsIPv4MappedToIPv6)
        {
            return sender.MapToIPv4();
        }

        var bytes = sender.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private bool IsOver(int count) => count > options.Value.BadSignaturesPerMinute;

    // One window for all: it ends, and everyone begins anew.
    private TimeSpan Left()
    {
        var elapsed = time.GetElapsedTime(_begunAt);
        if (elapsed < Window)
        {
            return Window - elapsed;
        }

        _counts.Clear();
        _begunAt = time.GetTimestamp();
        return Window;
    }
}
