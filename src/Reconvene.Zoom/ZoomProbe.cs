using Reconvene.Zoom.Users;

namespace Reconvene.Zoom;

/// <summary>What a small call told of a connection.</summary>
/// <param name="User">Who was read; null only when the account's list came empty or unreadable.</param>
/// <param name="ZoomTime">Zoom's clock, in whole seconds, by its <c>Date</c> header; null if it gave none.</param>
/// <param name="RoundTrip">
/// From sending the request to the last byte of the answer; a handler below that waits for budget makes it longer.
/// </param>
public sealed record ZoomProbe(ZoomUser? User, DateTimeOffset? ZoomTime, TimeSpan RoundTrip);
