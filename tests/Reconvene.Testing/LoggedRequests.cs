using System.Globalization;
using Reconvene.Simulator.Control;

namespace Reconvene.Testing;

/// <summary>What tests ask of a request that Zoom has noted.</summary>
internal static class LoggedRequests
{
    /// <summary>The first byte that the request asked for; 0 when it asked for the whole.</summary>
    public static long FirstByte(this LoggedRequest request) => request.Range.Length is 0
        ? 0
        : long.Parse(request.Range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
}
