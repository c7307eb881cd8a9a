using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Reconvene.Server.Transcripts.Formats;

/// <summary>JSON of the form of <see cref="Client.Transcripts.TranscriptView"/>, written as it is read.</summary>
internal sealed class JsonFormat : TranscriptFormat
{
    private const int FlushAt = 16 * 1024;

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public override string Extension => "json";

    public override string ContentType => "application/json; charset=utf-8";

    public override async Task WriteAsync(
        Stream stream, TranscriptHead head, IAsyncEnumerable<Segment> segments, CancellationToken cancellation)
    {
        var json = new Utf8JsonWriter(stream, Options);
        await using (json)
        {
            Begin(json, head);
            await foreach (var segment in segments.WithCancellation(cancellation))
            {
                Add(json, segment);
                if (json.BytesPending > FlushAt)
                {
                    await json.FlushAsync(cancellation);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
            await json.FlushAsync(cancellation);
        }
    }

    private static void Begin(Utf8JsonWriter json, TranscriptHead head)
    {
        json.WriteStartObject();
        json.WriteNumber("recording_id", head.RecordingId.Value);
        json.WriteString("topic", head.Topic);
        json.WriteString("recorded_at", head.RecordedAt.UtcDateTime);
        json.WriteString("source", head.Source);
        json.WriteString("language", head.Language);
        json.WriteNumber("duration_ms", head.DurationMs);
        json.WritePropertyName("faults");
        json.WriteRawValue(head.Faults);
        json.WriteStartArray("segments");
    }

    private static void Add(Utf8JsonWriter json, Segment segment)
    {
        json.WriteStartObject();
        json.WriteNumber("number", segment.Number);
        json.WriteNumber("start_ms", (long)segment.Start.TotalMilliseconds);
        json.WriteNumber("end_ms", (long)segment.End.TotalMilliseconds);
        json.WriteString("speaker", segment.Speaker);
        json.WriteString("text", segment.Text);
        json.WriteNumber("file_id", segment.RecordingFileId);
        json.WriteBoolean("is_chat", segment.IsChat);
        json.WriteEndObject();
    }
}
