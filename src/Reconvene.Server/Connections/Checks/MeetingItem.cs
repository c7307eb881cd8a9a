using Reconvene.Client.Connections;
using Reconvene.Zoom;

namespace Reconvene.Server.Connections.Checks;

/// <summary>The meeting that was made and deleted again.</summary>
internal static class MeetingItem
{
    public static CheckItem Of(TriedMeeting tried) => tried switch
    {
        TriedMeeting.Made({ Id: var id } meeting, null) =>
            new("meeting", CheckState.Ok, $"Meeting {id} was made ({meeting.JoinUrl}) and deleted again."),
        TriedMeeting.Made({ Id: var id }, { } stays) =>
            new("meeting", CheckState.Error, $"Meeting {id} was made, and could not be deleted: {stays.Reason}")
            {
                Help = $"Delete meeting {id} in Zoom.",
            },
        TriedMeeting.NotMade({ Kind: ZoomFailureKind.ScopeMissing } failure) =>
            new("meeting", CheckState.Error, failure.Reason) { Help = ZoomItems.AddScopes(failure) },
        TriedMeeting.NotMade({ OutcomeUnknown: true } failure) =>
            new("meeting", CheckState.Error, failure.Reason)
            {
                Help = "Zoom may have made it nevertheless: look for \"Test by Reconvene\" among the host's meetings, and delete it.",
            },
        TriedMeeting.NotMade(var failure) => new("meeting", CheckState.Error, failure.Reason),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
