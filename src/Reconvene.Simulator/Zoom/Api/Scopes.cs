namespace Reconvene.Simulator.Zoom.Api;

/// <summary>Which scopes a call accepts: granular first, then classic. Zoom names the granular ones when all are missing.</summary>
internal static class Scopes
{
    public static readonly ScopeSet ListUsers = new(["user:read:list_users:admin"], ["user:read:admin", "user:write:admin"]);

    public static readonly ScopeSet ReadUser = new(
        ["user:read:user", "user:read:user:admin"], ["user:read", "user:read:admin", "user:write", "user:write:admin"]);

    public static readonly ScopeSet ListUserRecordings = new(
        ["cloud_recording:read:list_user_recordings", "cloud_recording:read:list_user_recordings:admin"],
        ["recording:read", "recording:read:admin"]);

    public static readonly ScopeSet ListRecordingFiles = new(
        ["cloud_recording:read:list_recording_files", "cloud_recording:read:list_recording_files:admin"],
        ["recording:read", "recording:read:admin"]);

    public static readonly ScopeSet DeleteMeetingRecording = new(
        ["cloud_recording:delete:meeting_recording", "cloud_recording:delete:meeting_recording:admin"],
        ["recording:write", "recording:write:admin"]);

    public static readonly ScopeSet DeleteRecordingFile = new(
        ["cloud_recording:delete:recording_file", "cloud_recording:delete:recording_file:admin"],
        ["recording:write", "recording:write:admin"]);

    public static readonly ScopeSet RecoverMeetingRecordings = new(
        ["cloud_recording:update:recover_meeting_recordings", "cloud_recording:update:recover_meeting_recordings:admin"],
        ["recording:write", "recording:write:admin"]);

    public static readonly ScopeSet RecoverRecordingFile = new(
        ["cloud_recording:update:recover_single_recording", "cloud_recording:update:recover_single_recording:admin"],
        ["recording:write", "recording:write:admin"]);

    /// <summary>What a Server-to-Server app with everything ticked holds.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. ListUsers.Granular.Concat(ReadUser.Granular).Concat(ListUserRecordings.Granular)
            .Concat(ListRecordingFiles.Granular).Concat(DeleteMeetingRecording.Granular)
            .Concat(DeleteRecordingFile.Granular).Concat(RecoverMeetingRecordings.Granular)
            .Concat(RecoverRecordingFile.Granular)
            .Where(scope => scope.EndsWith(":admin", StringComparison.Ordinal)),
        "cloud_recording:read:recording:admin",
        "meeting:read:meeting:admin",
    ];
}
