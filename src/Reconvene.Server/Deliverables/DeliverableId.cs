using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Deliverables;

internal readonly record struct DeliverableId(long Value) : IRowId<DeliverableId>
{
    public static DeliverableId Of(long value) => new(value);
}
