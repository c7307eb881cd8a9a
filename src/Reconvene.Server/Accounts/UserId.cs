using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts;

internal readonly record struct UserId(long Value) : IRowId<UserId>
{
    public static UserId Of(long value) => new(value);
}
