using Reconvene.Testing;

namespace Reconvene.Server.Tests.Accounts;

/// <summary>What stands in the audit trail.</summary>
internal static class Recorded
{
    /// <summary>Who did what to what, in order: <c>user:1 api_key.made api_key:3</c>.</summary>
    public static async Task<IReadOnlyList<string>> RecordedAsync(this ServerUnderTest server, long tenant = 1)
    {
        var rows = await server.Database.QueryAsync<Reconvene.Server.Platform.Audit.AuditRow>(
            """
            SELECT tenant_id, sequence, actor_kind, actor_user_id, actor_mark, action, subject, detail
            FROM audit_entries WHERE tenant_id = @tenant ORDER BY sequence
            """,
            new { tenant },
            CancellationToken.None);
        return [.. rows.Select(row => $"{row.ActorKind}{(row.ActorUserId is { } user ? $":{user.Value}" : "")} {row.Action} {row.Subject}")];
    }

    /// <summary>The whole trail as text, for what must not stand in it.</summary>
    public static async Task<string> TrailAsync(this ServerUnderTest server) => string.Join('\n', await server.Database.QueryAsync<string>(
        "SELECT action || ' ' || subject || ' ' || COALESCE(actor_mark, '') || ' ' || COALESCE(detail, '') FROM audit_entries ORDER BY tenant_id, sequence",
        null,
        CancellationToken.None));
}
