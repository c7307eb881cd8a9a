namespace Reconvene.Client.Audit;

/// <summary>Reads the audit trail.</summary>
public static class AuditCalls
{
    /// <summary>Every entry, the newest first, page by page as they are taken.</summary>
    /// <param name="client">Signed in as an owner, or with an owner's key that may manage.</param>
    /// <param name="action">Only these deeds, such as <c>login.refused</c>; all when null.</param>
    /// <param name="subject">Only about this, such as <c>user:3</c>; all when null.</param>
    /// <param name="cancellation">Stops the calls.</param>
    public static IAsyncEnumerable<AuditEntryView> ListAuditAsync(
        this ReconveneClient client, string? action, string? subject, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.ListAsync<AuditEntryView>(
            $"api/v1/audit?limit=300{Query("action", action)}{Query("subject", subject)}", cancellation);
    }

    private static string Query(string name, string? value) =>
        value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
