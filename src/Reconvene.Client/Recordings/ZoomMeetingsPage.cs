namespace Reconvene.Client.Recordings;

/// <summary>A page of the recorded meetings that Zoom has, held here or not.</summary>
public sealed record ZoomMeetingsPage
{
    /// <summary>The meetings. A page may be short, or empty, and have a next one all the same.</summary>
    public required IReadOnlyList<ZoomMeetingItem> Meetings { get; init; }

    /// <summary>How many meetings a page holds at most.</summary>
    public required int PageSize { get; init; }

    /// <summary>What to send as <c>next_page_token</c> for the next page, within 15 minutes; null on the last one.</summary>
    public string? NextPageToken { get; init; }

    /// <summary>How many there are on all pages; null when Zoom would have to be asked more than once to count them.</summary>
    public long? TotalRecords { get; init; }
}

/// <summary>A recorded meeting.</summary>
public sealed record ZoomMeetingItem
{
    /// <summary>Zoom's number of the meeting; of a recurring one, the same for all its instances.</summary>
    public long? Id { get; init; }

    /// <summary>Zoom's id of this one instance: what <c>/api/zoom/download</c> takes.</summary>
    public required string Uuid { get; init; }

    /// <summary>Its topic.</summary>
    public string? Topic { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Its length in minutes.</summary>
    public int? Duration { get; init; }

    /// <summary>Size of all files, in bytes.</summary>
    public long? TotalSize { get; init; }

    /// <summary>How many files Zoom counts.</summary>
    public int? RecordingCount { get; init; }

    /// <summary>The files.</summary>
    public required IReadOnlyList<ZoomMeetingFile> RecordingFiles { get; init; }
}

/// <summary>A file of a recorded meeting, as Zoom lists it. Its download address is not shown: it opens with a token only.</summary>
public sealed record ZoomMeetingFile
{
    /// <summary>What <c>file_id</c> of <c>/api/zoom/download</c> takes: Zoom's id, or what stands for it where Zoom gives none.</summary>
    public required string Id { get; init; }

    /// <summary>Zoom's format, such as <c>MP4</c>; empty while Zoom still makes it.</summary>
    public required string FileType { get; init; }

    /// <summary>The ending of its name.</summary>
    public string? FileExtension { get; init; }

    /// <summary>What it shows, such as <c>audio_only</c>.</summary>
    public string? RecordingType { get; init; }

    /// <summary>Its size in bytes, as announced.</summary>
    public long? FileSize { get; init; }

    /// <summary>Its first second.</summary>
    public DateTimeOffset? RecordingStart { get; init; }

    /// <summary>Its last second.</summary>
    public DateTimeOffset? RecordingEnd { get; init; }

    /// <summary>Zoom's word for how far it is, such as <c>completed</c>.</summary>
    public string? Status { get; init; }
}
