using System.Text;

namespace Reconvene.Server.Transcripts.Vtt;

/// <summary>
/// Lines of a text file of unknown encoding, one at a time, whatever ends them. A line is a view of what was read, and good
/// until the next: <c>while (lines.TryTake()) …</c>, and again after each <see cref="FillAsync"/> that brought more.
/// </summary>
internal sealed class TextLines(Stream stream, long largestBytes)
{
    private const int HeadBytes = 64 * 1024;
    private const int LongestLine = 200_000;

    private readonly byte[] _bytes = new byte[HeadBytes];
    private char[] _chars = [];
    private char[] _held = [];
    private int _at;
    private int _count;
    private int _heldCount;
    private int _lineStart;
    private int _lineLength;
    private bool _lineIsHeld;
    private long _total;
    private Decoder? _decoder;
    private bool _afterReturn;
    private bool _ended;
    private bool _anyOfLine;

    /// <summary>The line taken last.</summary>
    public ReadOnlySpan<char> Line => (_lineIsHeld ? _held : _chars).AsSpan(_lineStart, _lineLength);

    /// <summary>Some of what was read last could not be decoded, and stands as U+FFFD.</summary>
    public bool HasBadBytes { get; private set; }

    /// <summary>Its number, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The file is larger than is read; the rest was left.</summary>
    public bool IsCapped { get; private set; }

    /// <summary>A line was longer than is kept; its end was left.</summary>
    public bool HadOverlongLine { get; private set; }

    public bool IsEmpty => _total is 0;

    /// <summary>Goes to the next line; false when none is whole in what was read so far.</summary>
    public bool TryTake()
    {
        if (_afterReturn && _at < _count)
        {
            _afterReturn = false;
            _at += _chars[_at] is '\n' ? 1 : 0;
        }

        var rest = _chars.AsSpan(_at, _count - _at);
        var end = rest.IndexOfAny('\r', '\n');
        if (end < 0)
        {
            Hold(rest);
            _at = _count;
            return _ended && _anyOfLine && FinishHeld();
        }

        var from = _at;
        _afterReturn = rest[end] is '\r';
        _at += end + 1;
        if (!_anyOfLine && end <= LongestLine)
        {
            return Finish(from, end, isHeld: false);
        }

        Hold(rest[..end]);
        return FinishHeld();
    }

    /// <summary>Reads on; false when there is no more.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (_ended)
        {
            return false;
        }

        var read = await stream.ReadAtLeastAsync(_bytes, _bytes.Length, throwOnEndOfStream: false, cancellation);
        _ended = read < _bytes.Length;
        if (_total + read > largestBytes)
        {
            read = (int)(largestBytes - _total);
            (IsCapped, _ended) = (true, true);
        }

        var skip = 0;
        if (_decoder is null)
        {
            (var encoding, skip) = TextEncodings.Detect(_bytes.AsSpan(0, read));
            _decoder = encoding.GetDecoder();
            _chars = new char[encoding.GetMaxCharCount(_bytes.Length)];
        }

        _total += read;
        _at = 0;
        _count = _decoder.GetChars(_bytes.AsSpan(skip, read - skip), _chars, flush: _ended);
        HasBadBytes |= _chars.AsSpan(0, _count).Contains('\uFFFD');
        return true;
    }

    /// <summary>Keeps the part of a line whose end is still to be read.</summary>
    private void Hold(ReadOnlySpan<char> part)
    {
        _anyOfLine |= !part.IsEmpty;
        var room = LongestLine - _heldCount;
        HadOverlongLine |= part.Length > room;
        var kept = part.Length > room ? part[..room] : part;
        if (_heldCount + kept.Length > _held.Length)
        {
            Array.Resize(ref _held, Math.Max(_heldCount + kept.Length, _held.Length * 2));
        }

        kept.CopyTo(_held.AsSpan(_heldCount));
        _heldCount += kept.Length;
    }

    private bool FinishHeld()
    {
        var length = _heldCount;
        (_heldCount, _anyOfLine) = (0, false);
        return Finish(0, length, isHeld: true);
    }

    private bool Finish(int start, int length, bool isHeld)
    {
        (_lineStart, _lineLength, _lineIsHeld) = (start, length, isHeld);
        Number++;
        return true;
    }
}
