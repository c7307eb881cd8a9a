using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Sources;

internal readonly record struct SourceId(long Value) : IRowId<SourceId>
{
    public static SourceId Of(long value) => new(value);
}
