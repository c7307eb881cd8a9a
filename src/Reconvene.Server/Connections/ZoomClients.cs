using Reconvene.Server.Connections.Rates;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Zoom;
using Reconvene.Zoom.Downloads;
using Reconvene.Zoom.OAuth;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Server.Connections;

/// <summary>Zoom, as one connection sees it.</summary>
internal sealed class ZoomClients(
    HttpMessageInvoker http, ZoomEndpoints endpoints, ConnectionTokens tokens, RateBudgets rates, TimeProvider time)
{
    private readonly ZoomDownloads _downloads = new(http, endpoints, time);

    /// <summary>Calls for the connection's own account, or with the token of a sub-account that it reads.</summary>
    public ZoomClient For(ZoomConnection connection, string? account = null) =>
        new(http, endpoints, Source(connection, account), time, rates.For(connection, Acting(connection, account)));

    /// <summary>Calls of Zoom Phone, otherwise as <see cref="For"/>.</summary>
    public ZoomPhone PhoneFor(ZoomConnection connection, string? account = null) =>
        new(http, endpoints, Source(connection, account), time, rates.For(connection, Acting(connection, account)));

    /// <summary>Downloads. Those of Zoom Phone, which Zoom counts as calls of its API, are taken from the account's budget.</summary>
    /// <param name="connection">Who downloads.</param>
    /// <param name="account">The account that is read.</param>
    /// <param name="operation">As what Zoom counts them; null when it does not.</param>
    public ZoomDownloads DownloadsFor(ZoomConnection connection, string? account, ZoomOperation? operation) =>
        operation is not null && rates.For(connection, Acting(connection, account)) is { } budget
            ? new(http, endpoints, time, new(budget, operation))
            : _downloads;

    /// <summary>Listings of the connection's own account, a page at a time.</summary>
    public ZoomListings ListingsFor(ZoomConnection connection) =>
        new(http, endpoints, Source(connection, account: null), time, rates.For(connection, account: ""));

    /// <summary>Calls with a token that belongs to no connection yet. It is not renewed, and no budget is known for it.</summary>
    public ZoomClient With(ZoomToken token) => new(http, endpoints, new OneToken(token), time);

    /// <summary>The connection's own token, for a file whose listing gives none.</summary>
    public async ValueTask<ZoomResult<Secret>> TokenAsync(
        ZoomConnection connection, string? account, CancellationToken cancellation) =>
        await Source(connection, account).GetAsync(cancellation) switch
        {
            ZoomResult<ZoomToken>.Ok(var token) => ZoomResult.Ok(token.AccessToken),
            ZoomResult<ZoomToken>.Failed(var failure) => ZoomResult.Failed<Secret>(failure),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private IZoomTokenSource Source(ZoomConnection connection, string? account) =>
        tokens.For(new(connection.TenantId, connection.Id, Acting(connection, account)));

    /// <summary>The sub-account whose token is used; empty for the connection's own.</summary>
    private static string Acting(ZoomConnection connection, string? account) =>
        account is not null && connection.SubAccounts.Contains(account) ? account : "";

    private sealed class OneToken(ZoomToken token) : IZoomTokenSource
    {
        public ValueTask<ZoomResult<ZoomToken>> GetAsync(CancellationToken cancellation) =>
            ValueTask.FromResult(ZoomResult.Ok(token));

        public ValueTask<ZoomResult<ZoomToken>> ReplaceAsync(ZoomToken refused, CancellationToken cancellation) =>
            ValueTask.FromResult(ZoomResult.Failed<ZoomToken>(new(
                ZoomFailureKind.CredentialRejected, "Zoom refuses the token that it has just given: try again.")));
    }
}
