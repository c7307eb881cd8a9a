using System.Text;

namespace Reconvene.Server.Platform.Programs;

/// <summary>Tells the lines of a program's standard error as they come; what is too long for a line is cut.</summary>
internal sealed class ToldLines(Action<string> told)
{
    private const int Longest = 1000;

    private readonly byte[] _line = new byte[Longest];
    private int _length;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            if (one is (byte)'\n' or (byte)'\r')
            {
                Tell();
            }
            else if (_length < Longest)
            {
                _line[_length++] = one;
            }
        }
    }

    private void Tell()
    {
        if (_length > 0)
        {
            told(Encoding.UTF8.GetString(_line, 0, _length));
            _length = 0;
        }
    }
}
