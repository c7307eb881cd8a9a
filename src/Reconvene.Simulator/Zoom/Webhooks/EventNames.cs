namespace Reconvene.Simulator.Zoom.Webhooks;

internal static class EventNames
{
    public const string MeetingStarted = "meeting.started";
    public const string MeetingEnded = "meeting.ended";
    public const string Completed = "recording.completed";
    public const string TranscriptCompleted = "recording.transcript_completed";
    public const string Trashed = "recording.trashed";
    public const string Deleted = "recording.deleted";
    public const string Recovered = "recording.recovered";
    public const string Renamed = "recording.renamed";
    public const string Deauthorized = "app_deauthorized";
    public const string UrlValidation = "endpoint.url_validation";
}
