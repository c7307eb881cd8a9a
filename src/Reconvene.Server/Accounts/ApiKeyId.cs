using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts;

internal readonly record struct ApiKeyId(long Value) : IRowId<ApiKeyId>
{
    public static ApiKeyId Of(long value) => new(value);
}
