using System.Text.Json.Nodes;
using Reconvene.Simulator.Control.Lives;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Lives;

/// <summary>Many recordings at once. The caller holds the world's gate and sends the event.</summary>
internal sealed class BatchLife(SimulatorState state)
{
    private readonly RecordingLife _life = new(state);

    public JsonObject Change(BatchChange change, IReadOnlyList<(MeetingInstance Meeting, RecordingFile? File)> which, string accountId)
    {
        foreach (var (meeting, file) in which)
        {
            Change(change.Action, meeting, file);
        }

        var meetings = which.Select(one => one.Meeting).Distinct().ToList();
        return change.Action switch
        {
            LifeAction.Trash => LifeEvents.BatchTrashed(meetings, change is { Host: null, Recordings: null }, accountId, state),
            LifeAction.Recover => LifeEvents.Batch("recording.batch_recovered", Together(which), accountId, state),
            _ => LifeEvents.Batch("recording.batch_deleted", Together(which), accountId, state),
        };
    }

    private void Change(LifeAction action, MeetingInstance meeting, RecordingFile? file)
    {
        switch (action, file)
        {
            case (LifeAction.Trash, null):
                _life.TrashQuietly(meeting);
                break;
            case (LifeAction.Trash, _):
                file.TrashedAt = state.Clock.GetUtcNow();
                break;
            case (LifeAction.Recover, null):
                RecordingLife.RecoverQuietly(meeting);
                break;
            case (LifeAction.Recover, _):
                file.TrashedAt = null;
                break;
            case (_, null):
                RecordingLife.DeleteQuietly(meeting);
                break;
            default:
                RecordingLife.DeleteQuietly(meeting, file);
                break;
        }
    }

    private static List<(MeetingInstance Meeting, IReadOnlyList<RecordingFile>? Files)> Together(
        IReadOnlyList<(MeetingInstance Meeting, RecordingFile? File)> which) =>
        [.. which.GroupBy(one => one.Meeting).Select(group => (
            group.Key,
            group.Any(one => one.File is null) ? null : (IReadOnlyList<RecordingFile>?)[.. group.Select(one => one.File!)]))];
}
