using System.Diagnostics.CodeAnalysis;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Platform.Alerts;

/// <summary>Raises and resolves alerts, in the caller's transaction. One of a kind is open for a subject at a time.</summary>
[SuppressMessage("Design", "MA0049", Justification = "What callers name; the namespace is the folder.")]
internal sealed class Alerts(TimeProvider time)
{
    private const string Raise = """
        INSERT INTO alerts (tenant_id, kind, subject, severity, message, link, raised_at)
        VALUES (@Tenant, @Kind, @Subject, @severity, @Message, @Link, @now)
        ON CONFLICT (tenant_id, kind, subject) WHERE resolved_at IS NULL DO NOTHING
        """;

    private const string Resolve = """
        UPDATE alerts SET resolved_at = @now
        WHERE tenant_id = @tenant AND kind = @kind AND subject = @subject AND resolved_at IS NULL
        """;

    /// <summary>False when it is open already; then nothing changes.</summary>
    public async Task<bool> RaiseAsync(Work work, Alert alert, CancellationToken cancellation) =>
        await work.ExecuteAsync(
            Raise,
            new
            {
                alert.Tenant,
                alert.Kind,
                alert.Subject,
                severity = Text(alert.Severity),
                alert.Message,
                alert.Link,
                now = time.GetUtcNow(),
            },
            cancellation) is 1;

    /// <summary>How many were open; they may be raised again from now on.</summary>
    public Task<int> ResolveAsync(
        Work work, TenantId tenant, string kind, string subject, CancellationToken cancellation) =>
        work.ExecuteAsync(Resolve, new { tenant, kind, subject, now = time.GetUtcNow() }, cancellation);

    private static string Text(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Info => "info",
        AlertSeverity.Warning => "warning",
        _ => "error",
    };
}
