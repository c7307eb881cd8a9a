using System.Globalization;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Zoom.Api;
using Reconvene.Simulator.Zoom.Phone.Worlds;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Phone.Api;

/// <summary>The transcript of a call, as Zoom's document shows it.</summary>
internal static class PhoneTranscripts
{
    public static JsonObject Of(PhoneRecording recording) => new()
    {
        ["type"] = "zoom_transcript",
        ["ver"] = 1,
        ["recording_id"] = recording.Id,
        ["meeting_id"] = recording.Call.CallId,
        ["account_id"] = recording.Call.Owner.AccountId,
        ["host_id"] = recording.Call.Owner.Id,
        ["recording_start"] = UserShapes.Moment(recording.StartsAt),
        ["recording_end"] = UserShapes.Moment(recording.EndsAt),
        ["timeline"] = new JsonArray([.. recording.Speech.Utterances.Select(said => Turn(recording.Call, said))]),
    };

    private static JsonObject Turn(PhoneCall call, Utterance said)
    {
        var isCaller = said.Speaker == call.Caller.Name;
        var number = isCaller ? call.Caller.Number : call.Callee.Number;
        return new JsonObject
        {
            ["text"] = said.Text,
            ["raw_text"] = said.Text,
            ["ts"] = Stamp(said.StartsAt),
            ["end_ts"] = Stamp(said.EndsAt),
            ["users"] = new JsonArray(new JsonObject
            {
                ["username"] = said.Speaker,
                ["multiple_people"] = false,
                ["user_id"] = number,
                ["zoom_userid"] = isCaller == call.IsInbound ? "" : call.Owner.Id,
                ["client_type"] = 0,
            }),
            ["userId"] = number,
            ["userIds"] = new JsonArray(number),
            ["channelMark"] = isCaller ? "L" : "R",
        };
    }

    private static string Stamp(TimeSpan at) => at.ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
}
