using Reconvene.Server.Recordings;
using Reconvene.Server.Transcripts.Chat;
using Reconvene.Server.Transcripts.Phone;
using Reconvene.Server.Transcripts.Recognition;
using Reconvene.Server.Transcripts.Speakers;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Transcripts;

/// <summary>
/// Reads one stretch of a recording: its words from the best there is (Zoom's transcript, else captions, else what was
/// recognised here), the speakers from what tells them, and the chat beside it.
/// </summary>
/// <param name="names">Those who were there, as far as is known: a line may begin with one of them.</param>
/// <param name="prefersOwn">What was recognised here comes before Zoom's words, which then say who spoke.</param>
internal sealed class ReadStretch(IReadOnlyCollection<string> names, bool prefersOwn)
{
    /// <summary>The recogniser itself takes it for silence that it filled with words.</summary>
    private const double SurelyNoSpeech = 0.8;
    private const double UnlikelyWords = -1.0;

    private readonly List<string> _faults = [];

    /// <summary>What could not be read, as sentences.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Whether a file of speech says anything at all.</summary>
    public static async Task<bool> HoldsWordsAsync(HeldTextFile file, CancellationToken cancellation)
    {
        try
        {
            await using var stream = File.OpenRead(file.Path);
            if (file.Kind is HeldTextKind.PhoneTranscript)
            {
                return (await new PhoneTranscriptReader(stream).ReadAsync(cancellation)).Count > 0;
            }

            await foreach (var _ in new VttReader(stream, []).ReadAsync(cancellation))
            {
                return true;
            }

            return false;
        }
        catch (IOException)
        {
            // That it cannot be read is said where it is read.
            return true;
        }
    }

    public async Task<StretchSpeech> RunAsync(Stretch stretch, CancellationToken cancellation)
    {
        var (source, said) = await WordsAsync(stretch, cancellation);
        var chat = new List<(VttCue Cue, long File)>();
        foreach (var file in stretch.OfKind(HeldTextKind.Chat))
        {
            await using var stream = File.OpenRead(file.Path);
            var reader = new ChatReader(stream);
            chat.AddRange((await reader.ReadAsync(cancellation)).Select(cue => (cue, file.FileId)));
            Note(file.FileId, reader.Faults);
        }

        return new StretchSpeech(source, said, chat);
    }

    private async Task<(string? Source, IReadOnlyList<(VttCue Cue, long File)> Said)> WordsAsync(Stretch stretch, CancellationToken cancellation)
    {
        var own = Own(stretch.Recognised);
        var transcript = await ReadAsync(stretch.Files.Where(file => file.Kind is HeldTextKind.Transcript or HeldTextKind.PhoneTranscript), cancellation);
        var captions = transcript.Count > 0 ? [] : await ReadAsync(stretch.OfKind(HeldTextKind.Captions), cancellation);
        var (source, said) = (own.Count, transcript.Count, captions.Count) switch
        {
            (> 0, _, _) when prefersOwn => (TranscriptSource.Recognised, own),
            (_, > 0, _) => (TranscriptSource.Zoom, transcript),
            (_, _, > 0) => (TranscriptSource.Captions, captions),
            (> 0, _, _) => (TranscriptSource.Recognised, own),
            _ => (null, []),
        };
        return (source, said.Count is 0 ? said : await NamedAsync(stretch, said, source is TranscriptSource.Zoom ? [] : TurnsOf(transcript), cancellation));
    }

    /// <summary>With who spoke, by the transcript that names people, else by the timeline.</summary>
    private static async Task<IReadOnlyList<(VttCue Cue, long File)>> NamedAsync(
        Stretch stretch, List<(VttCue Cue, long File)> said, List<Turn> known, CancellationToken cancellation)
    {
        var inOrder = said.OrderBy(one => one.Cue.Start).ToList();
        if (inOrder.TrueForAll(one => one.Cue.Speaker is not null))
        {
            return inOrder;
        }

        IReadOnlyList<Turn> turns = known.Count > 0 ? known : await TurnsAsync(stretch, cancellation);
        var named = AlignSpeakers.Name([.. inOrder.Select(one => one.Cue)], turns);
        return [.. inOrder.Select((one, index) => (named[index], one.File))];
    }

    private async Task<List<(VttCue Cue, long File)>> ReadAsync(IEnumerable<HeldTextFile> files, CancellationToken cancellation)
    {
        var said = new List<(VttCue Cue, long File)>();
        var end = TimeSpan.Zero;
        foreach (var file in files)
        {
            // Without a time of its own, a file can only follow what is already there.
            var offset = file.RecordingStartAt is null ? end : TimeSpan.Zero;
            foreach (var cue in await ReadAsync(file, cancellation))
            {
                said.Add((cue with { Start = cue.Start + offset, End = cue.End + offset }, file.FileId));
                end = cue.End + offset > end ? cue.End + offset : end;
            }
        }

        return said;
    }

    private async Task<IReadOnlyList<VttCue>> ReadAsync(HeldTextFile file, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(file.Path);
        if (file.Kind is HeldTextKind.PhoneTranscript)
        {
            var phone = new PhoneTranscriptReader(stream);
            var spoken = await phone.ReadAsync(cancellation);
            Note(file.FileId, phone.Faults);
            return spoken;
        }

        var reader = new VttReader(stream, names);
        var said = new List<VttCue>();
        await foreach (var cue in reader.ReadAsync(cancellation))
        {
            said.Add(cue);
        }

        Note(file.FileId, reader.Faults);
        return said;
    }

    private List<(VttCue Cue, long File)> Own(RecognisedFile? recognised)
    {
        var said = new List<(VttCue Cue, long File)>();
        var (unsaid, beyond) = (0, 0);
        foreach (var piece in recognised?.Pieces ?? [])
        {
            var length = piece.EndMs - piece.StartMs;
            foreach (var segment in piece.Heard.Segments)
            {
                if (segment is { NoSpeech: > SurelyNoSpeech, LogProbability: < UnlikelyWords })
                {
                    unsaid++;
                }
                else if (segment.StartMs >= length)
                {
                    beyond++;
                }
                else if (PlainText.OneLine(segment.Text) is { Length: > 0 } text)
                {
                    var (start, end) = (Moment(piece.StartMs + segment.StartMs), Moment(piece.StartMs + Math.Clamp(segment.EndMs, segment.StartMs, length)));
                    said.Add((new VttCue(start, end, null, PlainText.Cut(text, 20_000), 0), recognised!.FileId));
                }
            }
        }

        if (unsaid > 0)
        {
            _faults.Add($"File {recognised!.FileId}: {unsaid} stretches were left out, which the recogniser itself takes for silence.");
        }

        if (beyond > 0)
        {
            _faults.Add($"File {recognised!.FileId}: {beyond} stretches were left out, which the recogniser places after the end of what it was given.");
        }

        return said;
    }

    private static async Task<IReadOnlyList<Turn>> TurnsAsync(Stretch stretch, CancellationToken cancellation)
    {
        foreach (var file in stretch.OfKind(HeldTextKind.Timeline))
        {
            await using var stream = File.OpenRead(file.Path);
            if (await TimelineReader.ReadAsync(stream, cancellation) is { Count: > 0 } turns)
            {
                return turns;
            }
        }

        return [];
    }

    private static List<Turn> TurnsOf(List<(VttCue Cue, long File)> said) =>
    [
        .. said.Where(one => one.Cue.Speaker is not null)
            .Select(one => new Turn(one.Cue.Start, one.Cue.End, [one.Cue.Speaker!]))
            .OrderBy(turn => turn.Start),
    ];

    private static TimeSpan Moment(long milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private void Note(long file, IEnumerable<VttFault> faults) => _faults.AddRange(faults.Select(fault => $"File {file}: {fault}"));
}

/// <summary>What one stretch says, with times from its own beginning.</summary>
/// <param name="Source">Where the words come from; null when nothing was said.</param>
/// <param name="Said">Spoken.</param>
/// <param name="Chat">Written.</param>
internal sealed record StretchSpeech(
    string? Source, IReadOnlyList<(VttCue Cue, long File)> Said, IReadOnlyList<(VttCue Cue, long File)> Chat);
