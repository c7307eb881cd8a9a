using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Platform.Egress;

/// <summary>
/// Which addresses may be connected to: those of the public internet (IANA's special-purpose registries, RFC 6890), and
/// those that the operator allowed. An IPv6 address in which an IPv4 one is wrapped is judged as that.
/// </summary>
internal sealed class AddressRules(IOptions<EgressOptions> options)
{
    private static readonly (IPNetwork Network, string Name)[] Special =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "an unspecified address"),
        (IPNetwork.Parse("10.0.0.0/8"), "a private network"),
        (IPNetwork.Parse("100.64.0.0/10"), "a carrier's private network"),
        (IPNetwork.Parse("127.0.0.0/8"), "this machine"),
        (IPNetwork.Parse("169.254.0.0/16"), "a link-local address"),
        (IPNetwork.Parse("172.16.0.0/12"), "a private network"),
        (IPNetwork.Parse("192.0.0.0/24"), "a reserved network"),
        (IPNetwork.Parse("192.0.2.0/24"), "a network for documentation"),
        (IPNetwork.Parse("192.88.99.0/24"), "a reserved network"),
        (IPNetwork.Parse("192.168.0.0/16"), "a private network"),
        (IPNetwork.Parse("198.18.0.0/15"), "a network for measurements"),
        (IPNetwork.Parse("198.51.100.0/24"), "a network for documentation"),
        (IPNetwork.Parse("203.0.113.0/24"), "a network for documentation"),
        (IPNetwork.Parse("224.0.0.0/4"), "a multicast address"),
        (IPNetwork.Parse("240.0.0.0/4"), "a reserved or broadcast address"),
        (IPNetwork.Parse("::/128"), "an unspecified address"),
        (IPNetwork.Parse("::1/128"), "this machine"),
        (IPNetwork.Parse("64:ff9b:1::/48"), "a translated private network"),
        (IPNetwork.Parse("2001::/23"), "a tunnel or a reserved network"),
        (IPNetwork.Parse("2001:db8::/32"), "a network for documentation"),
        (IPNetwork.Parse("3fff::/20"), "a network for documentation"),
        (IPNetwork.Parse("fc00::/7"), "a private network"),
        (IPNetwork.Parse("fe80::/10"), "a link-local address"),
        (IPNetwork.Parse("ff00::/8"), "a multicast address"),
    ];

    private static readonly IPNetwork PublicV6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    private readonly List<IPNetwork> _allowed =
    [
        .. options.Value.AllowedSubnets.Select(subnet => HttpOptions.TryReadNetwork(subnet, out var network)
            ? network
            : throw new InvalidOperationException("The settings were not judged before they were used.")),
    ];

    /// <summary>What kind of network forbids it; null when it may be connected to.</summary>
    public string? WhyNot(IPAddress address)
    {
        if (Unwrap(address) is { } inner)
        {
            return IsAllowed(address) ? null : WhyNot(inner);
        }

        // A zone names one of our own interfaces, and a network knows none.
        var plain = address.AddressFamily is AddressFamily.InterNetworkV6 && address.ScopeId is not 0
            ? new IPAddress(address.GetAddressBytes())
            : address;
        if (IsAllowed(plain))
        {
            return null;
        }

        foreach (var (network, name) in Special)
        {
            if (network.Contains(plain))
            {
                return name;
            }
        }

        return plain.AddressFamily is AddressFamily.InterNetworkV6 && !PublicV6.Contains(plain)
            ? "a network that is not public"
            : null;
    }

    private bool IsAllowed(IPAddress address) => _allowed.Exists(network => network.Contains(address));

    /// <summary>The IPv4 address that is wrapped in this one; null when there is none.</summary>
    private static IPAddress? Unwrap(IPAddress address)
    {
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return null;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        if (Nat64.Contains(address) || IsTranslated(bytes) || IsCompatible(bytes) || IsIsatap(bytes))
        {
            return new IPAddress(bytes.AsSpan(12));
        }

        return SixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4)) : null;
    }

    /// <summary><c>::ffff:0:a.b.c.d</c> (RFC 2765).</summary>
    private static bool IsTranslated(ReadOnlySpan<byte> bytes) =>
        bytes[..8].IndexOfAnyExcept((byte)0) < 0 && BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) is 0xFFFF0000;

    /// <summary><c>::a.b.c.d</c> (RFC 4291, 2.5.5.1), which is neither <c>::</c> nor <c>::1</c>.</summary>
    private static bool IsCompatible(ReadOnlySpan<byte> bytes) =>
        bytes[..12].IndexOfAnyExcept((byte)0) < 0 && BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) > 1;

    /// <summary>Any prefix, then <c>0:5efe:a.b.c.d</c> (RFC 5214).</summary>
    private static bool IsIsatap(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) is 0x00005EFE or 0x02005EFE;
}
