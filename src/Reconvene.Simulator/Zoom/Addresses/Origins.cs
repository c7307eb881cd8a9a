using Reconvene.Simulator.Control.Addresses;

namespace Reconvene.Simulator.Zoom.Addresses;

/// <summary>The beginnings of the addresses that answers and events name; null where they follow the name that was called.</summary>
internal sealed record Origins(string? Api, string? OAuth, string? Web, string? Files)
{
    public static Origins Of(SimulatorHosts? hosts, bool isSecure) => new(
        Origin(hosts?.Api, isSecure), Origin(hosts?.OAuth, isSecure), Origin(hosts?.Web, isSecure), Origin(hosts?.Files ?? hosts?.Web, isSecure));

    private static string? Origin(string? host, bool isSecure)
    {
        if (string.IsNullOrWhiteSpace(host))
        {
            return null;
        }

        var origin = host.Contains("://", StringComparison.Ordinal) ? host : (isSecure ? "https://" : "http://") + host;
        return Uri.TryCreate(origin, UriKind.Absolute, out var address) && address.PathAndQuery == "/"
            ? address.GetLeftPart(UriPartial.Authority)
            : throw new ArgumentException($"'{host}' is no name of a host: expected one like api.zoom.us.", nameof(host));
    }
}
