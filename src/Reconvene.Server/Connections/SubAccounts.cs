using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections;

/// <summary>
/// The accounts of a master account that are read with tokens of their own, asked for with the master's app. Its own
/// account needs none.
/// </summary>
internal sealed class SubAccounts(TokenStore tokens)
{
    /// <summary>Makes room for their tokens; those that are known stay as they are.</summary>
    public async Task AddAsync(
        Work work, ZoomConnection connection, IEnumerable<string> accounts, CancellationToken cancellation)
    {
        foreach (var account in accounts.Where(account => account != connection.AccountId).Distinct(StringComparer.Ordinal))
        {
            await tokens.AddAsync(work, new(connection.TenantId, connection.Id, account), token: null, cancellation);
        }
    }
}
