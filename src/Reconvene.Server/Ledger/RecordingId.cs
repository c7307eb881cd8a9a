using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Ledger;

/// <summary>All that was recorded of one meeting instance.</summary>
internal readonly record struct RecordingId(long Value) : IRowId<RecordingId>
{
    public static RecordingId Of(long value) => new(value);
}
