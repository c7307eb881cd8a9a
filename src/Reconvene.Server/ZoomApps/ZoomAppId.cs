using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.ZoomApps;

internal readonly record struct ZoomAppId(long Value) : IRowId<ZoomAppId>
{
    public static ZoomAppId Of(long value) => new(value);
}
