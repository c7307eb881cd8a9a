namespace Reconvene.Zoom.Scopes;

/// <summary>Names of Zoom's webhook events.</summary>
public static class ZoomEvents
{
    /// <summary>
    /// The app was removed from an account. Not subscribed to like the others: Zoom sends it to the app's
    /// deauthorization address.
    /// </summary>
    public const string Deauthorized = "app_deauthorized";

    /// <summary>The events to subscribe to in the Zoom app, in alphabetical order.</summary>
    public static IReadOnlyList<string> Recommended { get; } =
    [
        "meeting.created",
        "meeting.deleted",
        "meeting.ended",
        "meeting.started",
        "meeting.summary_completed",
        "meeting.updated",
        "phone.recording_completed",
        "phone.recording_deleted",
        "phone.recording_permanently_deleted",
        "phone.recording_transcript_completed",
        "phone.voicemail_deleted",
        "phone.voicemail_received",
        "phone.voicemail_transcript_completed",
        "recording.batch_deleted",
        "recording.batch_recovered",
        "recording.batch_trashed",
        "recording.completed",
        "recording.deleted",
        "recording.recovered",
        "recording.renamed",
        "recording.started",
        "recording.stopped",
        "recording.transcript_completed",
        "recording.trashed",
        "user.activated",
        "user.created",
        "user.deactivated",
        "user.deleted",
        "user.disassociated",
        "user.updated",
        "webinar.created",
        "webinar.deleted",
        "webinar.ended",
        "webinar.started",
        "webinar.updated",
    ];
}
