namespace Reconvene.Client;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">The contract of one item.</typeparam>
/// <param name="Items">The rows of this page.</param>
/// <param name="NextCursor">What to send as <c>cursor</c> for the next page; null on the last one.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, string? NextCursor);
