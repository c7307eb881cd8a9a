using System.Text.Json.Nodes;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Lives;

/// <summary>Events about users, and about many recordings at once, in the shapes of Zoom's samples.</summary>
internal static class LifeEvents
{
    public static JsonObject User(string name, ZoomUser user, SimulatorState state) => Envelope(name, user.AccountId, state, new JsonObject
    {
        ["object"] = new JsonObject
        {
            ["id"] = user.Id,
            ["first_name"] = user.FirstName,
            ["last_name"] = user.LastName,
            ["email"] = user.Email,
            ["type"] = user.Type,
        },
    });

    public static JsonObject BatchTrashed(IReadOnlyList<MeetingInstance> meetings, bool ofAccount, string accountId, SimulatorState state) =>
        Envelope("recording.batch_trashed", accountId, state, new JsonObject
        {
            ["operation"] = ofAccount ? "trash_account_recordings" : "trash_user_recordings",
            ["object"] = new JsonObject { ["meeting_uuids"] = new JsonArray([.. meetings.Select(meeting => (JsonNode)meeting.Uuid)]) },
        });

    /// <summary>Without files a whole meeting is meant, which Zoom's document writes as null.</summary>
    public static JsonObject Batch(
        string name, IReadOnlyList<(MeetingInstance Meeting, IReadOnlyList<RecordingFile>? Files)> which, string accountId, SimulatorState state) =>
        Envelope(name, accountId, state, new JsonObject
        {
            ["object"] = new JsonObject
            {
                ["meetings"] = new JsonArray([.. which.Select(one => new JsonObject
                {
                    ["meeting_uuid"] = one.Meeting.Uuid,
                    ["recording_file_ids"] = one.Files is { } files ? new JsonArray([.. files.Select(file => (JsonNode?)file.Id)]) : null,
                })]),
            },
        });

    private static JsonObject Envelope(string name, string accountId, SimulatorState state, JsonObject payload)
    {
        var owner = state.World.FindAccount(accountId)!.Owner;
        payload.Insert(0, "account_id", accountId);
        payload.Insert(1, "operator", owner.Email);
        payload.Insert(2, "operator_id", owner.Id);
        return new JsonObject
        {
            ["event"] = name,
            ["event_ts"] = state.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
            ["payload"] = payload,
        };
    }
}
