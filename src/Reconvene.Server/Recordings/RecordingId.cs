using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings;

internal readonly record struct RecordingId(long Value) : IRowId<RecordingId>
{
    public static RecordingId Of(long value) => new(value);
}
