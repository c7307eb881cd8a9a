using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Ledger;

/// <summary>One file of a recording.</summary>
internal readonly record struct RecordingFileId(long Value) : IRowId<RecordingFileId>
{
    public static RecordingFileId Of(long value) => new(value);
}
