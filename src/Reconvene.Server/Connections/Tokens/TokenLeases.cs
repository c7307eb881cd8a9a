using System.Globalization;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections.Tokens;

/// <summary>
/// Who may ask Zoom for the next token: one at a time over all nodes. A holder that died loses the lease by its time; one
/// that comes back after that finds the row's version moved on.
/// </summary>
internal sealed class TokenLeases(Database database, TimeProvider time)
{
    /// <summary>Longer than a token request may take, so that a living holder never loses it.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private readonly string _node = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
    private long _taken;

    /// <summary>
    /// Takes the lease, and notes that the refresh token on record is about to be sent. Null when another has it, or the
    /// token was replaced since it was read.
    /// </summary>
    public async Task<TokenLease?> TryTakeAsync(ConnectionToken row, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var holder = string.Create(CultureInfo.InvariantCulture, $"{_node}-{Interlocked.Increment(ref _taken)}");
        await using var work = await database.BeginAsync(cancellation);
        var taken = await work.FindAsync<string>(
            """
            UPDATE zoom_tokens
            SET lease_by = @holder, lease_until = @until,
                refresh_sent_by = COALESCE(refresh_sent_by, @holder)
            WHERE tenant_id = @Tenant AND connection_id = @Connection AND account_id = @SubAccount AND version = @Version
                AND (lease_until IS NULL OR lease_until <= @now)
            RETURNING refresh_sent_by
            """,
            new { row.Key.Tenant, row.Key.Connection, row.Key.SubAccount, row.Version, holder, until = now + Life, now },
            cancellation);
        await work.CommitAsync(cancellation);
        return taken is null ? null : new TokenLease(row.Key, holder, WasSentBefore: taken != holder);
    }

    /// <summary>Gives the lease back, if it is still the holder's.</summary>
    /// <param name="lease">What was taken.</param>
    /// <param name="isOutcomeUnknown">Whether Zoom may have replaced the refresh token without our learning it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task ReleaseAsync(TokenLease lease, bool isOutcomeUnknown, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await work.ExecuteAsync(
            """
            UPDATE zoom_tokens
            SET lease_by = NULL, lease_until = NULL,
                refresh_sent_by = CASE WHEN @isKept = TRUE THEN refresh_sent_by ELSE NULL END
            WHERE tenant_id = @Tenant AND connection_id = @Connection AND account_id = @SubAccount AND lease_by = @Holder
            """,
            new
            {
                lease.Key.Tenant,
                lease.Key.Connection,
                lease.Key.SubAccount,
                lease.Holder,
                isKept = isOutcomeUnknown || lease.WasSentBefore,
            },
            cancellation);
        await work.CommitAsync(cancellation);
    }
}

/// <summary>The right to ask Zoom for one token.</summary>
/// <param name="Key">Whose token.</param>
/// <param name="Holder">Names this taking alone.</param>
/// <param name="WasSentBefore">
/// The refresh token was sent to Zoom before and no answer is known: it may have been replaced there.
/// </param>
internal sealed record TokenLease(TokenKey Key, string Holder, bool WasSentBefore);
