using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Reconvene.Bench.Listing;

/// <summary>A page of a user's recordings as Zoom writes it, with addresses and ids of Zoom's lengths.</summary>
internal static class PageText
{
    private static readonly (string Type, string Extension, string Kind)[] Files =
    [
        ("MP4", "MP4", "shared_screen_with_speaker_view"),
        ("M4A", "M4A", "audio_only"),
        ("TRANSCRIPT", "VTT", "audio_transcript"),
        ("CHAT", "TXT", "chat_file"),
    ];

    public static byte[] Make(int recordings, int filesEach)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("from", "2026-01-01");
        json.WriteString("to", "2026-01-30");
        json.WriteString("next_page_token", "");
        json.WriteNumber("page_count", 1);
        json.WriteNumber("page_size", recordings);
        json.WriteNumber("total_records", recordings);
        json.WriteStartArray("meetings");
        for (var number = 0; number < recordings; number++)
        {
            Write(json, number, filesEach);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, int number, int filesEach)
    {
        var start = new DateTimeOffset(2026, 1, 1, 9, 0, 0, TimeSpan.Zero).AddHours(number * 2);
        json.WriteStartObject();
        json.WriteString("uuid", Text(number, 1, 22) + "==");
        json.WriteNumber("id", 81_234_567_890 + number);
        json.WriteString("account_id", "Cx3wERazSgup7ZWRHQM8-w");
        json.WriteString("host_id", "_0ctZtY0REqWalTmwvrdIw");
        json.WriteString("topic", $"Weekly review of the product, part {number}");
        json.WriteNumber("type", 2);
        json.WriteString("start_time", Stamp(start));
        json.WriteString("timezone", "Europe/Tallinn");
        json.WriteString("host_email", "maria.keller@example.com");
        json.WriteNumber("duration", 47);
        json.WriteNumber("total_size", 123_456_789);
        json.WriteNumber("recording_count", filesEach);
        json.WriteString("share_url", $"https://us02web.zoom.us/rec/share/{Text(number, 2, 86)}");
        json.WriteString("recording_play_passcode", Text(number, 3, 32));
        json.WriteStartArray("recording_files");
        for (var file = 0; file < filesEach; file++)
        {
            Write(json, number, file, start);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, int number, int file, DateTimeOffset start)
    {
        var (type, extension, kind) = Files[file % Files.Length];
        json.WriteStartObject();
        json.WriteString("id", $"{Text(number, 10 + file, 8)}-4e66-4a77-87c4-{Text(number, 20 + file, 12)}");
        json.WriteString("meeting_id", Text(number, 1, 22) + "==");
        json.WriteString("recording_start", Stamp(start));
        json.WriteString("recording_end", Stamp(start.AddMinutes(47)));
        json.WriteString("file_type", type);
        json.WriteString("file_extension", extension);
        json.WriteNumber("file_size", 30_864_197 + number);
        json.WriteString("play_url", $"https://us02web.zoom.us/rec/play/{Text(number, 30 + file, 86)}");
        json.WriteString("download_url", $"https://us02web.zoom.us/rec/download/{Text(number, 40 + file, 86)}");
        json.WriteString("status", "completed");
        json.WriteString("recording_type", kind);
        json.WriteEndObject();
    }

    /// <summary>Letters that look drawn, and are the same each time.</summary>
    private static string Text(int number, int salt, int length) => string.Create(length, (number, salt), static (span, seed) =>
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        var state = (uint)((seed.number * 2_654_435) + (seed.salt * 40_503) + 1);
        foreach (ref var letter in span)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            letter = Letters[(int)(state >> 16) % Letters.Length];
        }
    });

    private static string Stamp(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
