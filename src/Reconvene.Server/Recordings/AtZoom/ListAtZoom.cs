using System.Diagnostics;
using Reconvene.Client.Recordings;
using Reconvene.Server.Connections;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.AtZoom;

/// <summary>
/// A page of what a connection sees at Zoom: of one person, or of everyone of an account, also the inactive, whose
/// recordings stay. Zoom is asked a bounded number of times for a page, which may therefore be short and have a next one
/// all the same.
/// </summary>
internal sealed partial class ListAtZoom(ZoomClients zoom, InteractiveCall interactive, ILogger<ListAtZoom> logger)
{
    private const int MostCalls = 30;

    /// <summary>The page, or why there is none.</summary>
    /// <param name="connection">Through which it is listed.</param>
    /// <param name="place">Where it begins or goes on.</param>
    /// <param name="isFirst">Whether nothing was listed before.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<ZoomResult<ZoomMeetingsPage>> RunAsync(
        ZoomConnection connection, ListingPlace place, bool isFirst, CancellationToken cancellation)
    {
        var walk = new ListingWalk(zoom.ListingsFor(connection), interactive, connection, place);
        var page = await ReadAsync(walk, place, isFirst, cancellation);
        if (walk.Skipped > 0)
        {
            Log.Skipped(logger, walk.Skipped, connection.Id.Value);
        }

        return page;
    }

    private static async Task<ZoomResult<ZoomMeetingsPage>> ReadAsync(
        ListingWalk walk, ListingPlace place, bool isFirst, CancellationToken cancellation)
    {
        var found = new List<ZoomRecording>();
        long? counted = isFirst && walk.Place is null ? 0 : null;
        while (walk.Place is not null && found.Count < place.PageSize && walk.Calls < MostCalls)
        {
            switch (await walk.ReadAsync(cancellation))
            {
                case ZoomResult<ZoomPage<ZoomRecording>>.Failed(var failure) when found.Count is 0:
                    return ZoomResult.Failed<ZoomMeetingsPage>(failure);

                // What came already is shown; the next page meets the failure again, if it lasts.
                case ZoomResult<ZoomPage<ZoomRecording>>.Failed:
                    return ZoomResult.Ok(Page(found, place, walk.Place, total: null));
                case ZoomResult<ZoomPage<ZoomRecording>>.Ok(var page) when found.Count > 0 && found.Count + page.Items.Count > place.PageSize:
                    return ZoomResult.Ok(Page(found, place, walk.Place, total: null));
                case ZoomResult<ZoomPage<ZoomRecording>>.Ok(var page):
                    found.AddRange(page.Items);
                    counted = walk.IsOneQuestion ? page.TotalRecords : null;
                    walk.Move();
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        return ZoomResult.Ok(Page(found, place, walk.Place, counted ?? (isFirst && walk.Place is null ? found.Count : null)));
    }

    private static ZoomMeetingsPage Page(List<ZoomRecording> found, ListingPlace place, ListingPlace? next, long? total) => new()
    {
        Meetings = [.. found.Select(Meeting)],
        PageSize = place.PageSize,
        NextPageToken = next?.Write(),
        TotalRecords = total,
    };

    private static ZoomMeetingItem Meeting(ZoomRecording recording) => new()
    {
        Id = recording.Id,
        Uuid = recording.Uuid,
        Topic = recording.Topic,
        StartTime = recording.StartAt,
        Duration = recording.DurationMinutes,
        TotalSize = recording.TotalSizeBytes,
        RecordingCount = recording.RecordingCount,
        RecordingFiles = [.. recording.Files.Select(File)],
    };

    private static ZoomMeetingFile File(ZoomRecordingFile file) => new()
    {
        Id = file.FileKey,
        FileType = file.FileType.Value,
        FileExtension = file.FileExtension,
        RecordingType = file.RecordingType?.Value,
        FileSize = file.SizeBytes,
        RecordingStart = file.RecordingStartAt,
        RecordingEnd = file.RecordingEndAt,
        Status = file.Status?.Value,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Zoom does not show the recordings of {Users} users to connection {ConnectionId}: they are left out of a listing")]
        public static partial void Skipped(ILogger logger, int users, long connectionId);
    }
}
