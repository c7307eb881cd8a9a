using Reconvene.Zoom.Phone;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Ledger.Phone;

/// <summary>Calls and voicemails as the ledger keeps what was recorded. The lists that Zoom has of them must come to the same.</summary>
internal static class PhoneRecordings
{
    private const string Unknown = "unknown";
    private const int SecondsOfMinute = 60;

    /// <summary>A call recording.</summary>
    /// <param name="call">As listed.</param>
    /// <param name="host">Whose it is, where the list does not say.</param>
    /// <param name="account">The account that it was asked of.</param>
    public static ZoomRecording Of(ZoomPhoneRecording call, string? host, string? account)
    {
        var end = call.EndAt ?? End(call.StartAt, call.DurationSeconds);
        var sound = Sound(call.Id, call.DownloadUrl, call.StartAt, end);
        return new ZoomRecording
        {
            Uuid = RecordingKind.NameOf(RecordingKind.PhoneCall, call.Id),
            AccountId = account,
            HostId = call.Owner?.Id ?? host,
            Topic = Topic((call.CallerName, call.CallerNumber), (call.CalleeName, call.CalleeNumber)),
            StartAt = call.StartAt,
            DurationMinutes = Minutes(call.DurationSeconds),
            Files = call.TranscriptDownloadUrl is { } address ? [sound, Transcript(address, isBeingMade: false, call.StartAt, end)] : [sound],
        };
    }

    /// <summary>A voicemail. Lists do not say whether there is a transcript, so that it is counted by none.</summary>
    /// <param name="voicemail">As listed or read.</param>
    /// <param name="host">Whose it is, where the answer does not say.</param>
    /// <param name="account">The account that it was asked of.</param>
    /// <param name="transcript">Where its transcript is.</param>
    public static ZoomRecording Of(ZoomVoicemail voicemail, string? host, string? account, Uri transcript)
    {
        var end = End(voicemail.StartAt, voicemail.DurationSeconds);
        var sound = Sound(voicemail.Id, voicemail.DownloadUrl, voicemail.StartAt, end);
        return new ZoomRecording
        {
            Uuid = RecordingKind.NameOf(RecordingKind.Voicemail, voicemail.Id),
            AccountId = account,
            HostId = voicemail.Owner?.Id ?? host,
            Topic = Topic((voicemail.CallerName, voicemail.CallerNumber), (voicemail.CalleeName, voicemail.CalleeNumber)),
            StartAt = voicemail.StartAt,
            DurationMinutes = Minutes(voicemail.DurationSeconds),
            RecordingCount = 1,
            Files = voicemail.Transcription switch
            {
                { IsMade: true } => [sound, Transcript(transcript, isBeingMade: false, voicemail.StartAt, end)],
                { IsBeingMade: true } => [sound, Transcript(null, isBeingMade: true, voicemail.StartAt, end)],
                _ => [sound],
            },
        };
    }

    private static ZoomRecordingFile Sound(string id, Uri? address, DateTimeOffset? start, DateTimeOffset? end) => new()
    {
        Id = id,
        FileType = RecordingFileType.Mp3,
        FileExtension = "MP3",
        RecordingType = RecordingType.AudioOnly,
        DownloadUrl = address,
        RecordingStartAt = start,
        RecordingEndAt = end,
    };

    private static ZoomRecordingFile Transcript(Uri? address, bool isBeingMade, DateTimeOffset? start, DateTimeOffset? end) => new()
    {
        FileType = RecordingFileType.PhoneTranscript,
        FileExtension = "JSON",
        RecordingType = RecordingType.AudioTranscript,
        Status = isBeingMade ? RecordingFileStatus.Processing : RecordingFileStatus.Completed,
        DownloadUrl = address,
        RecordingStartAt = start,
        RecordingEndAt = end,
    };

    private static string Topic((string? Name, string? Number) caller, (string? Name, string? Number) callee) =>
        $"{Party(caller)} → {Party(callee)}";

    private static string Party((string? Name, string? Number) party) =>
        !string.IsNullOrWhiteSpace(party.Name) ? party.Name
        : !string.IsNullOrWhiteSpace(party.Number) ? party.Number
        : Unknown;

    private static DateTimeOffset? End(DateTimeOffset? start, int? seconds) => start?.AddSeconds(Math.Max(0, seconds ?? 0));

    private static int? Minutes(int? seconds) => seconds is { } told ? (int)Math.Ceiling(Math.Max(0, told) / (double)SecondsOfMinute) : null;
}
