using System.Diagnostics;
using System.Text.Json;
using Reconvene.Zoom.Json;

namespace Reconvene.Zoom.Scopes;

/// <summary>
/// The operations that <see cref="ZoomClient"/> calls or <see cref="ZoomFeatures"/> need, from the committed table
/// <c>operations.json</c>.
/// </summary>
public static class ZoomOperations
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ZoomOperation> All { get; } = Load();

    /// <summary>Lists the account's users.</summary>
    public static ZoomOperation ListUsers { get; } = Named(nameof(ListUsers));

    /// <summary>Reads one user.</summary>
    public static ZoomOperation GetUser { get; } = Named(nameof(GetUser));

    /// <summary>Makes a user.</summary>
    public static ZoomOperation CreateUser { get; } = Named(nameof(CreateUser));

    /// <summary>Changes a user's profile.</summary>
    public static ZoomOperation UpdateUser { get; } = Named(nameof(UpdateUser));

    /// <summary>Deletes or disassociates a user.</summary>
    public static ZoomOperation DeleteUser { get; } = Named(nameof(DeleteUser));

    /// <summary>Activates or deactivates a user.</summary>
    public static ZoomOperation UpdateUserStatus { get; } = Named(nameof(UpdateUserStatus));

    /// <summary>Gets a user's token for starting meetings (ZAK).</summary>
    public static ZoomOperation GetUserToken { get; } = Named(nameof(GetUserToken));

    /// <summary>Gets the connected user's own token for starting meetings (ZAK).</summary>
    public static ZoomOperation GetMyZak { get; } = Named(nameof(GetMyZak));

    /// <summary>Lists a user's recordings.</summary>
    public static ZoomOperation ListUserRecordings { get; } = Named(nameof(ListUserRecordings));

    /// <summary>Reads the recording of one meeting.</summary>
    public static ZoomOperation GetRecording { get; } = Named(nameof(GetRecording));

    /// <summary>Moves a recording to the trash, or deletes it.</summary>
    public static ZoomOperation DeleteRecording { get; } = Named(nameof(DeleteRecording));

    /// <summary>Moves one file to the trash, or deletes it.</summary>
    public static ZoomOperation DeleteRecordingFile { get; } = Named(nameof(DeleteRecordingFile));

    /// <summary>Takes a recording out of the trash.</summary>
    public static ZoomOperation RecoverRecording { get; } = Named(nameof(RecoverRecording));

    /// <summary>Lists a user's meetings.</summary>
    public static ZoomOperation ListMeetings { get; } = Named(nameof(ListMeetings));

    /// <summary>Makes a meeting.</summary>
    public static ZoomOperation CreateMeeting { get; } = Named(nameof(CreateMeeting));

    /// <summary>Reads a meeting.</summary>
    public static ZoomOperation GetMeeting { get; } = Named(nameof(GetMeeting));

    /// <summary>Changes a meeting.</summary>
    public static ZoomOperation UpdateMeeting { get; } = Named(nameof(UpdateMeeting));

    /// <summary>Deletes a meeting.</summary>
    public static ZoomOperation DeleteMeeting { get; } = Named(nameof(DeleteMeeting));

    /// <summary>Lists a user's webinars.</summary>
    public static ZoomOperation ListWebinars { get; } = Named(nameof(ListWebinars));

    /// <summary>Makes a webinar.</summary>
    public static ZoomOperation CreateWebinar { get; } = Named(nameof(CreateWebinar));

    /// <summary>Reads a webinar.</summary>
    public static ZoomOperation GetWebinar { get; } = Named(nameof(GetWebinar));

    /// <summary>Changes a webinar.</summary>
    public static ZoomOperation UpdateWebinar { get; } = Named(nameof(UpdateWebinar));

    /// <summary>Deletes a webinar.</summary>
    public static ZoomOperation DeleteWebinar { get; } = Named(nameof(DeleteWebinar));

    /// <summary>Reports active or inactive hosts.</summary>
    public static ZoomOperation ReportUsers { get; } = Named(nameof(ReportUsers));

    /// <summary>Reports a user's meetings.</summary>
    public static ZoomOperation ReportUserMeetings { get; } = Named(nameof(ReportUserMeetings));

    /// <summary>Lists who took part in a meeting that has ended.</summary>
    public static ZoomOperation ListPastParticipants { get; } = Named(nameof(ListPastParticipants));

    /// <summary>Reports who took part in a meeting.</summary>
    public static ZoomOperation ReportMeetingParticipants { get; } = Named(nameof(ReportMeetingParticipants));

    /// <summary>Lists the account's phone recordings.</summary>
    public static ZoomOperation ListPhoneRecordings { get; } = Named(nameof(ListPhoneRecordings));

    /// <summary>Lists a user's phone recordings.</summary>
    public static ZoomOperation ListUserPhoneRecordings { get; } = Named(nameof(ListUserPhoneRecordings));

    /// <summary>Downloads a phone recording.</summary>
    public static ZoomOperation DownloadPhoneRecording { get; } = Named(nameof(DownloadPhoneRecording));

    /// <summary>Reads the recording of a part of a call.</summary>
    public static ZoomOperation GetCallElementRecording { get; } = Named(nameof(GetCallElementRecording));

    /// <summary>Downloads the transcript of a phone recording.</summary>
    public static ZoomOperation DownloadPhoneTranscript { get; } = Named(nameof(DownloadPhoneTranscript));

    /// <summary>Lists the account's voicemails.</summary>
    public static ZoomOperation ListVoicemails { get; } = Named(nameof(ListVoicemails));

    /// <summary>Lists a user's voicemails.</summary>
    public static ZoomOperation ListUserVoicemails { get; } = Named(nameof(ListUserVoicemails));

    /// <summary>Reads one voicemail.</summary>
    public static ZoomOperation GetVoicemail { get; } = Named(nameof(GetVoicemail));

    /// <summary>Downloads a voicemail.</summary>
    public static ZoomOperation DownloadVoicemail { get; } = Named(nameof(DownloadVoicemail));

    /// <summary>
    /// Lists the sub-accounts of a master account. Its label is that of other listings: none is documented.
    /// </summary>
    public static ZoomOperation ListSubAccounts { get; } = Named(nameof(ListSubAccounts));

    private static ZoomOperation Named(string id) => All.Single(operation => operation.Id == id);

    private static ZoomOperation[] Load()
    {
        using var table = typeof(ZoomOperations).Assembly.GetManifestResourceStream("operations.json")
            ?? throw new UnreachableException("The table of operations is not in the assembly.");
        return JsonSerializer.Deserialize(table, ZoomJson.Default.ZoomOperationArray)
            ?? throw new UnreachableException("The table of operations is empty.");
    }
}
