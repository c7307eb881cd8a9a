using Reconvene.Server.Accounts;

namespace Reconvene.Server.Platform.Audit;

/// <summary>One deed, to be put on record.</summary>
/// <param name="Tenant">Whose chain it joins.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Action">What was done, such as <c>connection.made</c>.</param>
/// <param name="Subject">To what, such as <c>connection:12</c>.</param>
/// <param name="Detail">
/// More about it: small, without secrets, and of people nothing but ids. Past 4000 characters of JSON its beginning is kept.
/// </param>
internal sealed record AuditEntry(TenantId Tenant, AuditActor Actor, string Action, string Subject, object? Detail = null);
