using System.Net;

namespace Reconvene.Server.Platform.Egress;

/// <summary>The addresses of a host's name. Tests give their own.</summary>
internal delegate Task<IPAddress[]> NameLookup(string host, CancellationToken cancellation);
