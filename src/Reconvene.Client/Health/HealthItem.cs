namespace Reconvene.Client.Health;

/// <summary>One thing that the server needs, and how it is.</summary>
/// <param name="Source">What was looked at, such as <c>database</c>.</param>
/// <param name="Status">How it is.</param>
/// <param name="Message">The same in a sentence, with what to do when it is not well.</param>
public sealed record HealthItem(string Source, HealthStatus Status, string Message);
