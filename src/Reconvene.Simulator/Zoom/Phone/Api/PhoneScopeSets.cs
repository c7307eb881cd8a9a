using Reconvene.Simulator.Zoom.Api;

namespace Reconvene.Simulator.Zoom.Phone.Api;

/// <summary>Which scopes each call of Zoom Phone accepts.</summary>
internal static class PhoneScopeSets
{
    public static readonly ScopeSet ListCallRecordings = new(
        ["phone:read:list_call_recordings:admin"], ["phone:read:admin", "phone_recording:read:admin"]);

    public static readonly ScopeSet ListRecordings = Both("read:list_recordings", "recording:read");

    public static readonly ScopeSet ReadRecording = Both("read:call_recording", "recording:read");

    public static readonly ScopeSet ReadTranscript = Both("read:recording_transcript", "recording:read");

    public static readonly ScopeSet DeleteRecording = Both("delete:call_recording", "recording:write");

    public static readonly ScopeSet ChangeRecording = Both("update:call_recording", "recording:write");

    public static readonly ScopeSet ListVoicemails = new(
        ["phone:read:list_voicemails:admin"], ["phone:read:admin", "phone_voicemail:read:admin"]);

    public static readonly ScopeSet ListUserVoicemails = Both("read:list_voicemails", "voicemail:read");

    public static readonly ScopeSet ReadVoicemail = Both("read:voicemail", "voicemail:read");

    private static ScopeSet Both(string granular, string classic)
    {
        var action = classic[(classic.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return new(
            [$"phone:{granular}", $"phone:{granular}:admin"],
            [$"phone:{action}", $"phone:{action}:admin", $"phone_{classic}", $"phone_{classic}:admin"]);
    }
}
