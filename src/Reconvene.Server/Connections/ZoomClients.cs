using Reconvene.Zoom;
using Reconvene.Zoom.Downloads;

namespace Reconvene.Server.Connections;

/// <summary>Zoom, as one connection sees it.</summary>
internal sealed class ZoomClients(
    HttpMessageInvoker http, ZoomEndpoints endpoints, ConnectionTokens tokens, TimeProvider time)
{
    public ZoomDownloads Downloads { get; } = new(http, endpoints, time);

    public ZoomClient For(ZoomConnection connection) =>
        new(http, endpoints, tokens.For(connection.TenantId, connection.Id), time);

    /// <summary>The connection's own token, for a file whose listing gives none.</summary>
    public async ValueTask<ZoomResult<Secret>> TokenAsync(ZoomConnection connection, CancellationToken cancellation) =>
        await tokens.For(connection.TenantId, connection.Id).GetAsync(cancellation) switch
        {
            ZoomResult<Zoom.OAuth.ZoomToken>.Ok(var token) => ZoomResult.Ok(token.AccessToken),
            ZoomResult<Zoom.OAuth.ZoomToken>.Failed(var failure) => ZoomResult.Failed<Secret>(failure),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
