namespace Reconvene.Simulator.Control.Phone;

/// <summary>The scopes of Zoom Phone, which the apps of the world do not hold unless they are given them.</summary>
public static class PhoneScopes
{
    /// <summary>Granular scopes for an app of an account.</summary>
    public static IReadOnlyList<string> OfAccounts { get; } =
    [
        "phone:read:list_call_recordings:admin", "phone:read:list_recordings:admin", "phone:read:call_recording:admin",
        "phone:read:recording_transcript:admin", "phone:delete:call_recording:admin", "phone:update:call_recording:admin",
        "phone:read:list_voicemails:admin", "phone:read:voicemail:admin",
    ];

    /// <summary>Granular scopes for an app that users consent to.</summary>
    public static IReadOnlyList<string> OfUsers { get; } =
    [
        "phone:read:list_recordings", "phone:read:call_recording", "phone:read:recording_transcript",
        "phone:delete:call_recording", "phone:update:call_recording", "phone:read:list_voicemails", "phone:read:voicemail",
    ];

    /// <summary>The older scopes for an app of an account.</summary>
    public static IReadOnlyList<string> Classic { get; } = ["phone:read:admin", "phone:write:admin"];
}
