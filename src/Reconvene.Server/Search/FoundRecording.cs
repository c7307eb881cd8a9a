using Reconvene.Client.Search;
using Reconvene.Server.Ledger;
using Reconvene.Server.Transcripts;

namespace Reconvene.Server.Search;

/// <summary>A recording in which all the words were said, as it is read.</summary>
internal sealed record FoundRecording
{
    public RecordingId Id { get; init; }

    public TranscriptId TranscriptId { get; init; }

    public string Topic { get; init; } = "";

    public DateTimeOffset StartAt { get; init; }

    public string Language { get; init; } = "";

    public byte[] Places { get; init; } = [];

    /// <summary>Where they were said; known once <see cref="Places"/> was looked through.</summary>
    public SegmentHits Hits { get; init; }

    public SearchResult ToResult(IEnumerable<SearchHit> hits) => new()
    {
        RecordingId = Id.Value,
        Topic = Topic,
        StartTime = StartAt,
        Language = Language,
        TotalHits = Hits.Total,
        Hits = [.. hits],
    };
}
