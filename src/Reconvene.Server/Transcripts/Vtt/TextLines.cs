using System.Buffers;
using System.Text;

namespace Reconvene.Server.Transcripts.Vtt;

/// <summary>Lines of a text file of unknown encoding, one at a time, whatever ends them; never more than one in memory.</summary>
internal sealed class TextLines(Stream stream, long largestBytes)
{
    private const int HeadBytes = 64 * 1024;
    private const int LongestLine = 200_000;
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n");

    private readonly byte[] _bytes = new byte[HeadBytes];
    private readonly StringBuilder _line = new();
    private char[] _chars = [];
    private int _at;
    private int _count;
    private long _total;
    private Decoder? _decoder;
    private bool _afterReturn;
    private bool _ended;
    private bool _anyOfLine;

    /// <summary>Number of the line returned last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The file is larger than is read; the rest was left.</summary>
    public bool IsCapped { get; private set; }

    /// <summary>A line was longer than is kept; its end was left.</summary>
    public bool HadOverlongLine { get; private set; }

    public bool IsEmpty => _total is 0;

    public async ValueTask<string?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (TakeLine() is { } line)
            {
                return line;
            }

            if (_ended)
            {
                return _anyOfLine ? Finish() : null;
            }

            await FillAsync(cancellation);
        }
    }

    private string? TakeLine()
    {
        if (_afterReturn && _at < _count)
        {
            _afterReturn = false;
            _at += _chars[_at] is '\n' ? 1 : 0;
        }

        var rest = _chars.AsSpan(_at, _count - _at);
        var end = rest.IndexOfAny(LineEnds);
        Keep(end < 0 ? rest : rest[..end]);
        if (end < 0)
        {
            _at = _count;
            return null;
        }

        _afterReturn = rest[end] is '\r';
        _at += end + 1;
        return Finish();
    }

    private void Keep(ReadOnlySpan<char> part)
    {
        _anyOfLine |= !part.IsEmpty;
        var room = LongestLine - _line.Length;
        HadOverlongLine |= part.Length > room;
        _line.Append(part.Length > room ? part[..room] : part);
    }

    private string Finish()
    {
        var line = _line.ToString();
        _line.Clear();
        _anyOfLine = false;
        Number++;
        return line;
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
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
    }
}
