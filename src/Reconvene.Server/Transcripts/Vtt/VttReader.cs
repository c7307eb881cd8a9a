using System.Runtime.CompilerServices;

namespace Reconvene.Server.Transcripts.Vtt;

/// <summary>
/// Reads a WebVTT file as far as it is true: every cue that has a time and a text, and a fault for what could not be
/// read. No content makes it throw, and one cue at a time is in memory.
/// </summary>
internal sealed class VttReader(Stream stream, IReadOnlyCollection<string> knownParticipants, long largestBytes)
{
    /// <summary>A day of speech is about 5 MB.</summary>
    public const long LargestInputBytes = 64L * 1024 * 1024;

    private const int LongestText = 20_000;
    private const int LongestSpeaker = 300;
    private const int MostFaults = 200;

    private readonly CueText _text = new(new SpeakerPrefix(knownParticipants));
    private readonly List<VttFault> _faults = [];
    private readonly SaidLines _said = new();
    private readonly List<(string? Speaker, string Text)> _spoken = [];
    private readonly Queue<VttCue> _ready = new();
    private Place _place = Place.Beginning;
    private (TimeSpan Start, TimeSpan End, int Line) _time;
    private TimeSpan _latest;
    private int _idLine;
    private int _unlisted;
    private bool _anyCue;
    private bool _toldOfBytes;

    public VttReader(Stream stream, IReadOnlyCollection<string> knownParticipants)
        : this(stream, knownParticipants, LargestInputBytes)
    {
    }

    private enum Place
    {
        Beginning,
        Between,
        AfterId,
        InText,
        Passing,
    }

    /// <summary>What could not be read; whole once the last cue was read.</summary>
    public IReadOnlyList<VttFault> Faults => _unlisted is 0
        ? _faults
        : [.. _faults, new VttFault(0, $"{_unlisted} more faults are not listed.")];

    public async IAsyncEnumerable<VttCue> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var lines = new TextLines(stream, largestBytes);
        do
        {
            while (lines.TryTake())
            {
                NoticeBadBytes(lines);
                Take(lines.Line, lines.Number);
                while (_ready.TryDequeue(out var cue))
                {
                    yield return cue;
                }
            }
        }
        while (await lines.FillAsync(cancellation));

        End(lines);
        while (_ready.TryDequeue(out var cue))
        {
            yield return cue;
        }
    }

    private void Take(ReadOnlySpan<char> line, int number)
    {
        if (line.IsWhiteSpace())
        {
            TakeBlank(number);
        }
        else if (VttTiming.TryRead(line, out var start, out var end))
        {
            TakeTime(start, end, number);
        }
        else
        {
            TakeWords(line, number);
        }
    }

    private void TakeBlank(int number)
    {
        if (_place is Place.AfterId)
        {
            Fault(_idLine, "A cue's time was expected after this line; the block was passed over.");
        }

        Flush(number);
        _place = _place is Place.Beginning ? Place.Beginning : Place.Between;
    }

    private void TakeTime(TimeSpan start, TimeSpan end, int number)
    {
        ExpectHeader(number);
        if (_place is Place.InText && _said.Count > 1 && _said.EndsWithNumber)
        {
            // The blank line before this cue is missing, so its number stood as the last line of the text before.
            _said.RemoveLast();
        }

        Flush(number);
        if (end < start)
        {
            Fault(number, "The cue ends before it begins; its end was set to its beginning.");
            end = start;
        }

        if (start < _latest)
        {
            Fault(number, "The cue begins before the one above it; it was put in order of time.");
        }

        _latest = start > _latest ? start : _latest;
        _time = (start, end, number);
        _place = Place.InText;
    }

    private void TakeWords(ReadOnlySpan<char> line, int number)
    {
        switch (_place)
        {
            case Place.Beginning when line.Trim().StartsWith("WEBVTT", StringComparison.Ordinal):
                _place = Place.Passing;
                break;
            case Place.Beginning:
                ExpectHeader(number);
                TakeFirstOfBlock(line, number);
                break;
            case Place.Between:
                TakeFirstOfBlock(line, number);
                break;
            case Place.AfterId:
                Fault(number, line.Contains(VttTiming.Arrow, StringComparison.Ordinal)
                    ? "The cue's time is not of the form 00:00:00.000 --> 00:00:00.000; the cue was passed over."
                    : "A cue's time was expected here; the block was passed over.");
                _place = Place.Passing;
                break;
            case Place.InText:
                _said.Add(line);
                break;
            case Place.Passing:
            default:
                break;
        }
    }

    private void TakeFirstOfBlock(ReadOnlySpan<char> line, int number)
    {
        var word = line.TrimEnd();
        if (word is "NOTE" or "STYLE" or "REGION" || word.StartsWith("NOTE ", StringComparison.Ordinal)
            || word.StartsWith("NOTE\t", StringComparison.Ordinal))
        {
            _place = Place.Passing;
            return;
        }

        (_place, _idLine) = (Place.AfterId, number);
        if (word.Contains(VttTiming.Arrow, StringComparison.Ordinal))
        {
            TakeWords(line, number);
        }
    }

    private void ExpectHeader(int number)
    {
        if (_place is Place.Beginning)
        {
            Fault(number, "The file does not begin with WEBVTT; it was read all the same.");
            _place = Place.Between;
        }
    }

    private void Flush(int number)
    {
        if (_place is not Place.InText)
        {
            return;
        }

        if (_said.Count > 0)
        {
            _anyCue = true;
        }

        _text.Read(_said.Text, _spoken);
        foreach (var (speaker, text) in _spoken)
        {
            Give(speaker, text, number);
        }

        _spoken.Clear();
        _said.Clear();
    }

    private void Give(string? speaker, string text, int number)
    {
        if (text.Length > LongestText)
        {
            Fault(number, "The cue is longer than 20,000 characters; it was divided.");
        }

        var name = speaker is null ? null : PlainText.Cut(speaker, LongestSpeaker).TrimEnd();
        while (text.Length > 0)
        {
            var piece = PlainText.Cut(text, LongestText);
            text = text[piece.Length..].TrimStart();
            _ready.Enqueue(new VttCue(_time.Start, _time.End, name, piece.TrimEnd(), _time.Line));
        }
    }

    private void NoticeBadBytes(TextLines lines)
    {
        if (lines.HasBadBytes && !_toldOfBytes && lines.Line.Contains('\uFFFD'))
        {
            _toldOfBytes = true;
            Fault(lines.Number, "Some bytes are not text in the file's encoding; they stand as \uFFFD here and below.");
        }
    }

    private void End(TextLines lines)
    {
        if (_place is Place.AfterId || (_place is Place.InText && _said.Count is 0))
        {
            Fault(lines.Number, "The file stops in the middle of a cue: it may have been cut.");
        }

        Flush(lines.Number);
        if (lines.IsCapped)
        {
            Fault(lines.Number, $"The file is larger than {largestBytes} bytes; what follows was not read.");
        }

        if (lines.HadOverlongLine)
        {
            Fault(0, "A line was longer than is kept; its end was not read.");
        }

        if (lines.IsEmpty)
        {
            Fault(0, "The file is empty.");
        }
        else if (!_anyCue)
        {
            Fault(0, "The file holds no speech.");
        }
    }

    private void Fault(int line, string message)
    {
        if (_faults.Count < MostFaults)
        {
            _faults.Add(new VttFault(line, message));
        }
        else
        {
            _unlisted++;
        }
    }
}
