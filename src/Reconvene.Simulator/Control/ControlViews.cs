using Reconvene.Simulator.Zoom.Api;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Control;

/// <summary>The world as the control API shows it.</summary>
internal static class ControlViews
{
    public static UserView Of(ZoomUser user) => new(user.Id, user.Email, user.DisplayName, UserShapes.Status(user));

    public static MeetingView Of(MeetingInstance meeting) => new(
        meeting.Number,
        meeting.Uuid,
        meeting.Topic,
        meeting.Type,
        meeting.Host.Email,
        meeting.StartsAt,
        meeting.Files.Count,
        meeting.TrashedAt is not null);

    public static FileView Of(MeetingInstance meeting, RecordingFile file) => new(
        file.Key,
        file.Id,
        meeting.Uuid,
        file.Kind.FileType,
        file.Kind.RecordingType,
        file.StartsAt,
        file.IsProcessing,
        (file.TrashedAt ?? meeting.TrashedAt) is not null,
        file.Content.Length,
        file.Content.Sha256,
        $"/rec/download/{file.Opaque}");
}
