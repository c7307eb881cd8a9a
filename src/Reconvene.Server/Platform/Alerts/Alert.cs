using Reconvene.Server.Accounts;

namespace Reconvene.Server.Platform.Alerts;

/// <summary>Something that a person should see, for as long as it is so.</summary>
/// <param name="Tenant">Whose people see it.</param>
/// <param name="Kind">What it is, such as <c>connection.needs_reauth</c>.</param>
/// <param name="Subject">What it is about, such as <c>connection:12</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">One sentence: the thing, what is wrong, what to do. At most 1000 characters.</param>
/// <param name="Link">Where it can be put right: a path of this server, or an address. At most 1000 characters.</param>
internal sealed record Alert(
    TenantId Tenant, string Kind, string Subject, AlertSeverity Severity, string Message, string? Link = null);
