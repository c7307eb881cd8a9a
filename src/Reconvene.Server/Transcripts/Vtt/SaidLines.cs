namespace Reconvene.Server.Transcripts.Vtt;

/// <summary>The lines of one cue's text, gathered in one buffer that every cue uses again.</summary>
internal sealed class SaidLines
{
    private char[] _text = new char[256];
    private int _length;
    private int _lastLine;

    public int Count { get; private set; }

    /// <summary>All lines, a line feed between them.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    /// <summary>Whether the last line is made of digits alone.</summary>
    public bool EndsWithNumber => Count > 0 && !_text.AsSpan(_lastLine, _length - _lastLine).ContainsAnyExceptInRange('0', '9');

    public void Add(ReadOnlySpan<char> line)
    {
        if (_length + line.Length + 1 > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_length + line.Length + 1, _text.Length * 2));
        }

        if (Count > 0)
        {
            _text[_length++] = '\n';
        }

        _lastLine = _length;
        line.CopyTo(_text.AsSpan(_length));
        _length += line.Length;
        Count++;
    }

    /// <summary>Takes back the line added last; once, before the next is added.</summary>
    public void RemoveLast()
    {
        _length = Math.Max(0, _lastLine - 1);
        Count--;
    }

    public void Clear() => (_length, _lastLine, Count) = (0, 0, 0);
}
