using System.Text.Json.Nodes;
using Reconvene.Simulator.Zoom.Webhooks;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Lives;

/// <summary>
/// Puts recordings into the trash, takes them out and deletes them. The caller holds the world's gate and sends the event that comes back;
/// none does when there was nothing to do.
/// </summary>
internal sealed class RecordingLife(SimulatorState state)
{
    private DateTimeOffset Now => state.Clock.GetUtcNow();

    public JsonObject? Trash(MeetingInstance meeting) => CanTrash(meeting) ? After(Told(EventNames.Trashed, meeting), () => TrashQuietly(meeting)) : null;

    public JsonObject? Trash(MeetingInstance meeting, RecordingFile file) => file.TrashedAt is null
        ? After(EventShapes.Recording(EventNames.Trashed, meeting, [file], state), () => file.TrashedAt = Now)
        : null;

    public JsonObject? Recover(MeetingInstance meeting)
    {
        if (!CanRecover(meeting))
        {
            return null;
        }

        RecoverQuietly(meeting);
        return Told(EventNames.Recovered, meeting);
    }

    public JsonObject? Recover(MeetingInstance meeting, RecordingFile file)
    {
        if (!Worlds.Trash.Holds(file.TrashedAt, Now))
        {
            return null;
        }

        file.TrashedAt = null;
        return EventShapes.Recording(EventNames.Recovered, meeting, [file], state);
    }

    public JsonObject? Delete(MeetingInstance meeting) =>
        meeting.Files.Count > 0 ? After(Told(EventNames.Deleted, meeting), () => DeleteQuietly(meeting)) : null;

    public JsonObject Delete(MeetingInstance meeting, RecordingFile file) =>
        After(EventShapes.Recording(EventNames.Deleted, meeting, [file], state), () => DeleteQuietly(meeting, file));

    public static bool CanTrash(MeetingInstance meeting) => meeting.Files.Count > 0 && meeting.TrashedAt is null;

    public bool CanRecover(MeetingInstance meeting) => Worlds.Trash.Holds(meeting.TrashedAt, Now);

    public void TrashQuietly(MeetingInstance meeting) => meeting.TrashedAt = Now;

    public static void RecoverQuietly(MeetingInstance meeting) => meeting.TrashedAt = null;

    public static void DeleteQuietly(MeetingInstance meeting)
    {
        meeting.Files.Clear();
        meeting.ParticipantAudio.Clear();
    }

    public static void DeleteQuietly(MeetingInstance meeting, RecordingFile file)
    {
        meeting.Files.Remove(file);
        meeting.ParticipantAudio.Remove(file);
    }

    private JsonObject Told(string name, MeetingInstance meeting) => EventShapes.Recording(name, meeting, meeting.Files, state);

    /// <summary>The event tells of what was there before.</summary>
    private static JsonObject After(JsonObject told, Action change)
    {
        change();
        return told;
    }
}
