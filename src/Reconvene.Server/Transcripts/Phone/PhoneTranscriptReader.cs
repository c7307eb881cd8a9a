using System.Text.Json;
using Reconvene.Server.Platform;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Transcripts.Phone;

/// <summary>
/// Reads a transcript of Zoom Phone as far as it is true: the timeline of a call, or what was understood of a voicemail. No
/// content makes it throw; what could not be read is a fault.
/// </summary>
internal sealed class PhoneTranscriptReader(Stream stream, long largestBytes = VttReader.LargestInputBytes)
{
    private const int LongestText = 20_000;
    private const int LongestSpeaker = 300;
    private const int MostFaults = 200;
    private static readonly TimeSpan LongestVoicemail = TimeSpan.FromDays(1);
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64 };

    private readonly List<VttFault> _faults = [];
    private int _unlisted;

    /// <summary>What could not be read; the number of a line is that of a turn in the timeline.</summary>
    public IReadOnlyList<VttFault> Faults => _unlisted is 0
        ? _faults
        : [.. _faults, new VttFault(0, $"{_unlisted} more faults are not listed.")];

    /// <summary>All that was said, as the file orders it.</summary>
    public async Task<IReadOnlyList<VttCue>> ReadAsync(CancellationToken cancellation)
    {
        if (stream.Length > largestBytes)
        {
            Fault(0, $"The file is larger than {largestBytes} bytes; it was not read.");
            return [];
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(stream, Json, cancellation);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            Fault(0, "The file is not JSON: it may have been cut.");
            return [];
        }
    }

    private List<VttCue> Read(JsonElement root)
    {
        var timeline = root.Member("timeline");
        var said = timeline.ValueKind is JsonValueKind.Array ? OfTimeline(timeline)
            : root.Member("transcription").ValueKind is JsonValueKind.Object ? OfVoicemail(root)
            : [];
        if (said.Count is 0)
        {
            Fault(0, "The file holds no speech.");
        }

        return said;
    }

    private List<VttCue> OfTimeline(JsonElement timeline)
    {
        var said = new List<VttCue>();
        var number = 0;
        foreach (var turn in timeline.EnumerateArray())
        {
            number++;
            if (!TryMoment(turn.Member("ts"), out var start))
            {
                Fault(number, "The turn's time is not of the form 00:00:00.000; it was passed over.");
                continue;
            }

            if (!TryMoment(turn.Member("end_ts"), out var end) || end < start)
            {
                Fault(number, "The turn ends before it begins, or at no time; its end was set to its beginning.");
                end = start;
            }

            Give(said, new(start, end, Speaker(turn), Text(turn, "text"), number));
        }

        return said;
    }

    private List<VttCue> OfVoicemail(JsonElement root)
    {
        var seconds = root.Member("duration") is { ValueKind: JsonValueKind.Number } told && told.TryGetDouble(out var number) ? number : 0;
        var end = seconds > 0 && seconds < LongestVoicemail.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
        var caller = Named(Text(root, "caller_name")) ?? Named(Text(root, "caller_number"));
        var said = new List<VttCue>();
        Give(said, new(TimeSpan.Zero, end, caller, Text(root.Member("transcription"), "content"), 1));
        return said;
    }

    private void Give(List<VttCue> said, VttCue cue)
    {
        var text = PlainText.OneLine(cue.Text);
        if (text.Length > LongestText)
        {
            Fault(cue.Line, "The turn is longer than 20,000 characters; it was divided.");
        }

        while (text.Length > 0)
        {
            var piece = PlainText.Cut(text, LongestText);
            text = text[piece.Length..].TrimStart();
            said.Add(cue with { Text = piece.TrimEnd() });
        }
    }

    /// <summary>The name, else the number; of several people at one telephone, all of them.</summary>
    private static string? Speaker(JsonElement turn)
    {
        var users = turn.Member("users");
        var names = users.Elements().Select(user => Named(Text(user, "username"))).OfType<string>().Distinct(StringComparer.Ordinal);
        return Named(string.Join(", ", names)) ?? Named(Text(turn, "userId"));
    }

    private static string? Named(string text) =>
        PlainText.Cut(PlainText.OneLine(text), LongestSpeaker).TrimEnd() is { Length: > 0 } name ? name : null;

    private static bool TryMoment(JsonElement value, out TimeSpan moment)
    {
        moment = default;
        return value.AsText() is { } text && VttTiming.TryReadMoment(text, out moment);
    }

    private static string Text(JsonElement parent, string name) => parent.TextOrNumberOf(name) ?? "";

    private void Fault(int turn, string message)
    {
        if (_faults.Count < MostFaults)
        {
            _faults.Add(new VttFault(turn, message));
        }
        else
        {
            _unlisted++;
        }
    }
}
