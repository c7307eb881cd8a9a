namespace Reconvene.Client.Accounts;

/// <summary>Changes what is one's own; what is left out stays.</summary>
/// <param name="Name">What to be called, 1 to 200 characters.</param>
/// <param name="Locale">Language of messages: <c>en</c> or <c>ru</c>.</param>
public sealed record ChangeMeRequest(string? Name = null, string? Locale = null);
