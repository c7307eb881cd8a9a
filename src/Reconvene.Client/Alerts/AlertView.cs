namespace Reconvene.Client.Alerts;

/// <summary>Something that a person should see, for as long as it is so.</summary>
/// <param name="Id">The alert's id.</param>
/// <param name="Kind">What it is, such as <c>connection.needs_reauth</c>.</param>
/// <param name="Subject">What it is about, such as <c>connection:12</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="State">Whether it still holds.</param>
/// <param name="Message">One sentence: the thing, what is wrong, what to do.</param>
/// <param name="Link">Where it can be put right; null when there is no such place.</param>
/// <param name="RaisedAt">When it began.</param>
/// <param name="ResolvedAt">When it ended; null while it is open.</param>
public sealed record AlertView(
    long Id,
    string Kind,
    string Subject,
    AlertSeverity Severity,
    AlertState State,
    string Message,
    string? Link,
    DateTimeOffset RaisedAt,
    DateTimeOffset? ResolvedAt);
