using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Transcripts;

internal readonly record struct TranscriptId(long Value) : IRowId<TranscriptId>
{
    public static TranscriptId Of(long value) => new(value);
}
