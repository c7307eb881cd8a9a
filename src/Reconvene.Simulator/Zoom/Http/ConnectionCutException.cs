namespace Reconvene.Simulator.Zoom.Http;

/// <summary>A script asked for the connection to end here.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design", "CA1064:Exceptions should be public", Justification = "Thrown and caught within one request.")]
internal sealed class ConnectionCutException() : Exception("The script cuts this connection.");
