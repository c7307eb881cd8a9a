using System.Text.Json;

namespace Reconvene.Client.Audit;

/// <summary>One deed on record.</summary>
/// <param name="Sequence">Its place in the tenant's chain, from 1 without a gap.</param>
/// <param name="At">When it was done.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Action">What was done, such as <c>api_key.made</c>.</param>
/// <param name="Subject">To what, such as <c>api_key:7</c>.</param>
/// <param name="Detail">More about it; depends on the action, null when there is nothing more.</param>
/// <param name="Hash">SHA-256 over the hash before and this entry, as hex.</param>
public sealed record AuditEntryView(
    long Sequence,
    DateTimeOffset At,
    AuditActorView Actor,
    string Action,
    string Subject,
    JsonElement? Detail,
    string Hash);
