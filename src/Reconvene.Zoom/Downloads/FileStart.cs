using System.Text;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Zoom.Downloads;

/// <summary>Tells a file from an error page by its first bytes.</summary>
internal static class FileStart
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>What a file of this format begins like, when these bytes do not; null when all is well.</summary>
    public static string? Mismatch(RecordingFileType type, ReadOnlySpan<byte> start)
    {
        if (type == RecordingFileType.Mp4 || type == RecordingFileType.M4a)
        {
            return start.Length >= 8 && start[4..8].SequenceEqual("ftyp"u8) ? null : "an MP4 file (ftyp)";
        }

        if (type == RecordingFileType.Mp3)
        {
            return IsMp3(start) ? null : "an MP3 file (ID3 or a frame of MPEG sound)";
        }

        if (type == RecordingFileType.PhoneTranscript)
        {
            return LooksLikeJsonObject(start) ? null : "a JSON object";
        }

        return type == RecordingFileType.Transcript && !WithoutMark(start).StartsWith("WEBVTT"u8)
            ? "a WebVTT file (WEBVTT)"
            : null;
    }

    public static bool IsJsonFormat(RecordingFileType type) =>
        type == RecordingFileType.ChatMessage
        || type == RecordingFileType.Summary
        || type == RecordingFileType.Timeline
        || type == RecordingFileType.PhoneTranscript;

    /// <summary>Whether a JSON object may be the file: by its format, or by being of a format we do not know.</summary>
    public static bool MayBeJson(RecordingFileType type, string? mediaType) =>
        IsJsonFormat(type) || (mediaType is "application/json" && !IsKnownOther(type));

    public static bool LooksLikeWebPage(ReadOnlySpan<byte> start)
    {
        var text = Encoding.Latin1.GetString(Trim(start)[..Math.Min(Trim(start).Length, 64)]);
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<head", StringComparison.OrdinalIgnoreCase);
    }

    public static bool LooksLikeJsonObject(ReadOnlySpan<byte> start) => Trim(start) is [(byte)'{', ..];

    private static bool IsKnownOther(RecordingFileType type) =>
        type == RecordingFileType.Mp4
        || type == RecordingFileType.M4a
        || type == RecordingFileType.Mp3
        || type == RecordingFileType.Transcript
        || type == RecordingFileType.ClosedCaptions
        || type == RecordingFileType.Chat
        || type == RecordingFileType.Csv
        || type == RecordingFileType.Thumbnail;

    /// <summary>A tag, or the eleven bits that begin a frame, of a version and a layer that exist.</summary>
    private static bool IsMp3(ReadOnlySpan<byte> start) =>
        start.StartsWith("ID3"u8)
        || (start is [0xFF, var second, ..] && (second & 0xE0) is 0xE0 && (second & 0x18) is not 0x08 && (second & 0x06) is not 0);

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> start) => WithoutMark(start).TrimStart(" \t\r\n"u8);

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> start) =>
        start.StartsWith(ByteOrderMark) ? start[ByteOrderMark.Length..] : start;
}
