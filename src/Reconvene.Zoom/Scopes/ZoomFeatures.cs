using static Reconvene.Zoom.Scopes.ZoomOperations;

namespace Reconvene.Zoom.Scopes;

/// <summary>What can be wanted of a connection, and the scopes that it takes.</summary>
public static class ZoomFeatures
{
    /// <summary>Knowing whose connection it is, and whether it works.</summary>
    public static ZoomFeature Connection { get; } = new(
        "connection",
        "Connection check",
        "To see whose connection it is and whether it works.",
        [ListUsers],
        ofUser: [GetUser]);

    /// <summary>Recordings of one user.</summary>
    public static ZoomFeature OwnRecordings { get; } = new(
        "own-recordings",
        "Recordings of a user",
        "To list, read and download the cloud recordings of a user.",
        [ListUserRecordings, GetRecording]);

    /// <summary>Recordings of all users.</summary>
    public static ZoomFeature AccountRecordings { get; } = new(
        "account-recordings",
        "Recordings of the whole account",
        "To find all users of the account and to list, read and download the cloud recordings of each.",
        [ListUsers, ListUserRecordings, GetRecording]);

    /// <summary>Tidying up at Zoom.</summary>
    public static ZoomFeature DeletingRecordings { get; } = new(
        "deleting-recordings",
        "Deleting recordings at Zoom",
        "To move recordings to Zoom's trash once they are held safely, and to take them out of it.",
        [DeleteRecording, DeleteRecordingFile, RecoverRecording]);

    /// <summary>Meetings.</summary>
    public static ZoomFeature Meetings { get; } = new(
        "meetings",
        "Meetings",
        "To create, list, read, change and delete meetings.",
        [CreateMeeting, ListMeetings, GetMeeting, UpdateMeeting, DeleteMeeting]);

    /// <summary>Webinars.</summary>
    public static ZoomFeature Webinars { get; } = new(
        "webinars",
        "Webinars",
        "To create, list, read, change and delete webinars; the account needs Zoom's webinar plan.",
        [CreateWebinar, ListWebinars, GetWebinar, UpdateWebinar, DeleteWebinar]);

    /// <summary>Users.</summary>
    public static ZoomFeature Users { get; } = new(
        "users",
        "Users",
        "To list, read, create, change, deactivate and delete users of the account.",
        [ListUsers, GetUser, CreateUser, UpdateUser, UpdateUserStatus, DeleteUser]);

    /// <summary>Reports.</summary>
    public static ZoomFeature Reports { get; } = new(
        "reports",
        "Reports",
        "To report hosts, their meetings and who took part; Zoom gives them to administrators only.",
        [ZoomOperations.ReportUsers, ReportUserMeetings, ReportMeetingParticipants]);

    /// <summary>Call recordings of Zoom Phone.</summary>
    public static ZoomFeature PhoneRecordings { get; } = new(
        "phone-recordings",
        "Phone recordings",
        "To list and download call recordings of Zoom Phone and their transcripts; the account needs Zoom Phone.",
        [ListPhoneRecordings, DownloadPhoneRecording, DownloadPhoneTranscript],
        ofUser: [ListUserPhoneRecordings, DownloadPhoneRecording, DownloadPhoneTranscript]);

    /// <summary>Voicemail of Zoom Phone.</summary>
    public static ZoomFeature Voicemail { get; } = new(
        "phone-voicemail",
        "Phone voicemail",
        "To list and download voicemails of Zoom Phone and their transcripts; the account needs Zoom Phone.",
        [ZoomOperations.ListVoicemails, GetVoicemail, DownloadVoicemail],
        ofUser: [ListUserVoicemails, GetVoicemail, DownloadVoicemail]);

    /// <summary>Sub-accounts.</summary>
    public static ZoomFeature SubAccounts { get; } = new(
        "sub-accounts",
        "Sub-accounts",
        "To list the sub-accounts of a master account; Zoom gives it to approved partners only.",
        [ListSubAccounts]);

    /// <summary>Start tokens.</summary>
    public static ZoomFeature StartingMeetings { get; } = new(
        "starting-meetings",
        "Starting meetings as the host",
        "To get the token (ZAK) with which the join page starts a meeting as its host.",
        [GetUserToken],
        ofUser: [GetMyZak]);

    /// <summary>All of them, in the order in which people meet them.</summary>
    public static IReadOnlyList<ZoomFeature> All { get; } =
    [
        Connection, OwnRecordings, AccountRecordings, DeletingRecordings, Meetings, Webinars, Users, Reports,
        PhoneRecordings, Voicemail, SubAccounts, StartingMeetings,
    ];

    /// <summary>Judges granted scopes for all features.</summary>
    /// <param name="granted">The token's scopes; null when Zoom did not tell them.</param>
    /// <param name="grant">How the token was got.</param>
    public static IReadOnlyList<FeatureJudgement> Judge(IReadOnlyList<string>? granted, ZoomGrant grant) =>
        [.. All.Select(feature => feature.Judge(granted, grant))];

    /// <summary>The fewest and narrowest scopes that allow these features, to be copied into the Zoom app.</summary>
    /// <param name="grant">How tokens will be got.</param>
    /// <param name="features">What is wanted.</param>
    public static ScopeList ScopesFor(ZoomGrant grant, IEnumerable<ZoomFeature> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        List<ZoomOperation> operations = [.. features.SelectMany(one => one.OperationsFor(grant)).Distinct()];
        return new ScopeList(
            Pick(operations.Select(one => GrantScopes.ToAdd(one.GranularScopes, grant))),
            Pick(operations.Select(one => GrantScopes.ToAdd(one.ClassicScopes, grant))));
    }

    // Those with the least choice first: what they must have may be enough for the others.
    private static List<string> Pick(IEnumerable<IReadOnlyList<string>> alternatives)
    {
        SortedSet<string> picked = new(StringComparer.Ordinal);
        foreach (var names in alternatives.Where(static one => one.Count > 0).OrderBy(static one => one.Count))
        {
            if (!picked.Overlaps(names))
            {
                picked.Add(names[0]);
            }
        }

        return [.. picked];
    }
}
