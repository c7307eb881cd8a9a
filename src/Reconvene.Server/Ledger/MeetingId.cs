using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Ledger;

/// <summary>One meeting instance: a time a meeting was held.</summary>
internal readonly record struct MeetingId(long Value) : IRowId<MeetingId>
{
    public static MeetingId Of(long value) => new(value);
}
