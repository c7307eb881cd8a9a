using System.Data;
using System.Globalization;
using System.Text;
using Dapper;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Telemetry;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Server.Webhooks.Inbox;

/// <summary>Writes to <c>webhook_events</c> by intake.</summary>
internal sealed class WebhookStore(Database database)
{
    /// <summary>
    /// One statement, one transaction for the whole group. The same body of the same app stands once, whether it came
    /// before or twice in this group.
    /// </summary>
    public async Task<IReadOnlyList<Stored>> InsertAsync(IReadOnlyList<InboxRow> rows, CancellationToken cancellation)
    {
        using var span = Spans.Start("webhook.store");
        await using var work = await database.BeginAsync(cancellation);
        var arguments = new DynamicParameters();
        var inserted = await work.QueryAsync<InsertedRow>(Statement(rows, arguments), arguments, cancellation);
        await work.CommitAsync(cancellation);

        var fresh = inserted.Select(row => (row.ZoomAppId, Convert.ToHexStringLower(row.BodyHash))).ToHashSet();
        return [.. rows.Select(row => fresh.Remove(row.Key) ? Stored.New : Stored.Before)];
    }

    /// <summary>Removes handled events that came before a moment; at most as many as said, so that no one waits long.</summary>
    public async Task<int> SweepAsync(DateTimeOffset before, int most, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);

        // Of every tenant: age alone decides.
        var removed = await work.ExecuteAsync(
            """
            DELETE FROM webhook_events
            WHERE id IN (
                SELECT id
                FROM webhook_events
                WHERE received_at < @before AND state <> 'new'
                ORDER BY received_at
                LIMIT @most)
            """,
            new { before, most },
            cancellation);
        await work.CommitAsync(cancellation);
        return removed;
    }

    private static string Statement(IReadOnlyList<InboxRow> rows, DynamicParameters arguments)
    {
        var sql = new StringBuilder(
            """
            INSERT INTO webhook_events (tenant_id, zoom_app_id, body_hash, event, event_at, account_id, secret_number,
                received_at, state, reason, attempts, not_before, body_sealed, handled_at)
            VALUES
            """);
        for (var i = 0; i < rows.Count; i++)
        {
            sql.Append(i is 0 ? "\n    " : ",\n    ").Append(
                CultureInfo.InvariantCulture,
                $"(@t{i}, @a{i}, @h{i}, @e{i}, @w{i}, @c{i}, @n{i}, @r{i}, @s{i}, @y{i}, 0, @r{i}, @b{i}, @d{i})");
            Add(arguments, rows[i], i.ToString(CultureInfo.InvariantCulture));
        }

        return sql.Append("\nON CONFLICT (zoom_app_id, body_hash) DO NOTHING\nRETURNING zoom_app_id, body_hash").ToString();
    }

    private static void Add(DynamicParameters arguments, InboxRow row, string i)
    {
        arguments.Add("t" + i, row.Tenant.Value, DbType.Int64);
        arguments.Add("a" + i, row.App.Value, DbType.Int64);
        arguments.Add("h" + i, row.BodyHash, DbType.Binary);
        arguments.Add("e" + i, row.Event, DbType.String);
        arguments.Add("w" + i, row.EventAt?.ToUnixTimeMilliseconds(), DbType.Int64);
        arguments.Add("c" + i, row.AccountId, DbType.String);
        arguments.Add("n" + i, row.SecretNumber, DbType.Int32);
        arguments.Add("r" + i, row.ReceivedAt.ToUnixTimeMilliseconds(), DbType.Int64);
        arguments.Add("s" + i, row.KeptBecause is null ? "new" : "kept", DbType.String);
        arguments.Add("y" + i, row.KeptBecause, DbType.String);
        arguments.Add("b" + i, row.BodySealed, DbType.Binary);
        arguments.Add("d" + i, row.KeptBecause is null ? null : row.ReceivedAt.ToUnixTimeMilliseconds(), DbType.Int64);
    }

    private sealed class InsertedRow
    {
        public ZoomAppId ZoomAppId { get; init; }

        public byte[] BodyHash { get; init; } = [];
    }
}
