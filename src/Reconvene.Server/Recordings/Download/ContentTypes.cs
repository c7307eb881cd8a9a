namespace Reconvene.Server.Recordings.Download;

/// <summary>The media type we serve a file with: from our own table, whatever was said when it came.</summary>
internal static class ContentTypes
{
    private const string Text = "text/plain; charset=utf-8";

    public static string Of(string fileType) => fileType switch
    {
        "MP4" => "video/mp4",
        "M4A" => "audio/mp4",
        "MP3" => "audio/mpeg",
        "TRANSCRIPT" or "CC" => "text/vtt; charset=utf-8",
        "CHAT" => Text,
        "CSV" => "text/csv; charset=utf-8",
        "TIMELINE" or "SUMMARY" or "CHAT_MESSAGE" or "PHONE_TRANSCRIPT" => "application/json",
        "TB" => "image/jpeg",
        _ => "application/octet-stream",
    };

    public static bool IsText(string fileType) => fileType is
        "TRANSCRIPT" or "CC" or "CHAT" or "CSV" or "TIMELINE" or "SUMMARY" or "CHAT_MESSAGE" or "PHONE_TRANSCRIPT";
}
