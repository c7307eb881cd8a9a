using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections;

/// <summary>The API calls it <c>credential_id</c>.</summary>
internal readonly record struct ConnectionId(long Value) : IRowId<ConnectionId>
{
    public static ConnectionId Of(long value) => new(value);
}
