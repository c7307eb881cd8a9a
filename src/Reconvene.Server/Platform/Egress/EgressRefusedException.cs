namespace Reconvene.Server.Platform.Egress;

/// <summary>
/// An address is not called, because it leads into a network that is not public. The message may be shown: it does not
/// name the address that was found, which would map the network for whoever asks.
/// </summary>
internal sealed class EgressRefusedException(string host, string network) : IOException(
    $"{host} leads to {network}, which is not called: correct the address, or let the operator allow that network with Egress:AllowedSubnets.");
