using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts;

internal readonly record struct TenantId(long Value) : IRowId<TenantId>
{
    /// <summary>The tenant that the first start makes and that first-run setup gives an owner.</summary>
    public static readonly TenantId First = new(1);

    public static TenantId Of(long value) => new(value);
}
