using Reconvene.Zoom.Scopes;

namespace Reconvene.Zoom.Calls;

/// <summary>One request to make.</summary>
/// <param name="Operation">Which operation, with its budget and scopes.</param>
/// <param name="What">The thing done, in words that follow "cannot".</param>
/// <param name="PathAndQuery">Below the API's base, encoded.</param>
internal sealed record ZoomCall(ZoomOperation Operation, string What, string PathAndQuery)
{
    /// <summary>Whether the request carries a page token.</summary>
    public bool IsPaging { get; init; }

    /// <summary>JSON to send.</summary>
    public byte[]? Body { get; init; }
}
