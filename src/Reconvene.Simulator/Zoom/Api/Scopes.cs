using Reconvene.Simulator.Control;

namespace Reconvene.Simulator.Zoom.Api;

/// <summary>Which scopes a call accepts: granular first, then classic. Zoom names the granular ones when all are missing.</summary>
internal static class Scopes
{
    public static readonly ScopeSet ListUsers = new(
        ["user:read:list_users:admin"], ["user:read:admin", "user:write:admin"], ["user:read:list_users:master"]);

    public static readonly ScopeSet ReadUser = new(
        ["user:read:user", "user:read:user:admin"],
        ["user:read", "user:read:admin", "user:write", "user:write:admin", "user_profile", "user_info:read"],
        ["user:read:user:master"]);

    public static readonly ScopeSet ReadUserSettings = new(
        ["user:read:settings", "user:read:settings:admin"],
        ["user:read", "user:read:admin", "user:write", "user:write:admin"],
        ["user:read:settings:master"]);

    public static readonly ScopeSet ListAccounts = new(["account:read:list_sub_accounts:master"], ["account:master"]);

    public static readonly ScopeSet ListUserRecordings = Recordings("read:list_user_recordings", "recording:read");

    public static readonly ScopeSet ListRecordingFiles = Recordings("read:list_recording_files", "recording:read");

    public static readonly ScopeSet DeleteMeetingRecording = Recordings("delete:meeting_recording", "recording:write");

    public static readonly ScopeSet DeleteRecordingFile = Recordings("delete:recording_file", "recording:write");

    public static readonly ScopeSet RecoverMeetingRecordings = Recordings("update:recover_meeting_recordings", "recording:write");

    public static readonly ScopeSet RecoverRecordingFile = Recordings("update:recover_single_recording", "recording:write");

    public static readonly ScopeSet CreateMeeting = Meetings("write:meeting", "meeting:write");

    public static readonly ScopeSet ReadMeeting = Meetings("read:meeting", "meeting:read");

    public static readonly ScopeSet DeleteMeeting = Meetings("delete:meeting", "meeting:write");

    public static readonly ScopeSet ListPastParticipants = Meetings("read:list_past_participants", "meeting:read");

    private static readonly ScopeSet[] Calls =
    [
        ListUsers, ReadUser, ReadUserSettings, ListUserRecordings, ListRecordingFiles, DeleteMeetingRecording, DeleteRecordingFile,
        RecoverMeetingRecordings, RecoverRecordingFile, CreateMeeting, ReadMeeting, DeleteMeeting,
        ListPastParticipants,
    ];

    /// <summary>What a Server-to-Server app with everything ticked holds.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Calls.SelectMany(call => call.Granular).Where(IsForAccounts),
        "cloud_recording:read:recording:admin",
    ];

    private static IReadOnlyList<string> AllOfUsers { get; } =
    [
        .. Calls.SelectMany(call => call.Granular).Where(scope => !IsForAccounts(scope)),
        "cloud_recording:read:recording",
    ];

    private static IReadOnlyList<string> AllOfMasters { get; } =
        [.. All, .. ListAccounts.Granular, .. Calls.SelectMany(call => call.Master)];

    /// <summary>Everything ticked, in one of the two families.</summary>
    public static IReadOnlyList<string> Of(AppKind kind, ScopeFamily family) => (kind, family) switch
    {
        (AppKind.UserManaged, ScopeFamily.Granular) => AllOfUsers,
        (AppKind.UserManaged, _) => ["user:read", "recording:read", "recording:write", "meeting:read", "meeting:write"],
        (AppKind.Master, ScopeFamily.Granular) => AllOfMasters,
        (_, ScopeFamily.Granular) => All,
        (AppKind.Master, _) => ["account:master", .. OfAccounts],
        _ => OfAccounts,
    };

    public static bool IsForAccounts(string scope) =>
        scope.EndsWith(":admin", StringComparison.Ordinal) || scope.EndsWith(":master", StringComparison.Ordinal);

    private static string[] OfAccounts =>
        ["user:read:admin", "recording:read:admin", "recording:write:admin", "meeting:read:admin", "meeting:write:admin"];

    private static ScopeSet Recordings(string granular, string classic) => Both("cloud_recording:" + granular, classic);

    private static ScopeSet Meetings(string granular, string classic) => Both("meeting:" + granular, classic);

    private static ScopeSet Both(string granular, string classic) =>
        new([granular, granular + ":admin"], [classic, classic + ":admin"], [granular + ":master"]);
}
