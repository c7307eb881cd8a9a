using Reconvene.Client.Alerts;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Platform.Alerts;

/// <summary>Alerts as their tenant sees them, the newest first.</summary>
internal sealed class AlertQueries(Database database)
{
    private const string Columns = """
        SELECT id, kind, subject, severity, message, link, raised_at, resolved_at
        FROM alerts
        """;

    public async Task<Page<AlertView>> ListAsync(
        TenantId tenant, AlertState? state, PageRequest page, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<AlertRow>(
            $"""
            {Columns}
            WHERE tenant_id = @tenant
              AND id < @before
              AND (@state = '' OR (@state = 'open' AND resolved_at IS NULL) OR (@state = 'resolved' AND resolved_at IS NOT NULL))
            ORDER BY id DESC
            LIMIT @count
            """,
            new
            {
                tenant,
                before = page.AfterId ?? long.MaxValue,
                state = state switch { AlertState.Open => "open", AlertState.Resolved => "resolved", _ => "" },
                count = page.Limit + 1,
            },
            cancellation);
        return page.Cut([.. rows.Select(row => row.View())], view => (view.Id, view.Id));
    }

    /// <summary>What is open about one subject: at most one of a kind.</summary>
    public async Task<IReadOnlyList<AlertView>> OpenAboutAsync(TenantId tenant, string subject, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<AlertRow>(
            $"{Columns} WHERE tenant_id = @tenant AND subject = @subject AND resolved_at IS NULL ORDER BY id DESC",
            new { tenant, subject },
            cancellation);
        return [.. rows.Select(row => row.View())];
    }

    private sealed class AlertRow
    {
        public long Id { get; init; }

        public string Kind { get; init; } = "";

        public string Subject { get; init; } = "";

        public string Severity { get; init; } = "";

        public string Message { get; init; } = "";

        public string? Link { get; init; }

        public DateTimeOffset RaisedAt { get; init; }

        public DateTimeOffset? ResolvedAt { get; init; }

        public AlertView View() => new(
            Id,
            Kind,
            Subject,
            Enum.Parse<Reconvene.Client.Alerts.AlertSeverity>(Severity, ignoreCase: true),
            ResolvedAt is null ? AlertState.Open : AlertState.Resolved,
            Message,
            Link,
            RaisedAt,
            ResolvedAt);
    }
}
