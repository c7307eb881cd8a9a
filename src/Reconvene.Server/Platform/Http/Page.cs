namespace Reconvene.Server.Platform.Http;

/// <summary>One page of a list.</summary>
/// <param name="Items">At most the number of rows that <c>limit</c> asked for.</param>
/// <param name="NextCursor">What to send as <c>cursor</c> for the next page; null on the last one.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
