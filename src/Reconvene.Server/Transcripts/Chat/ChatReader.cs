using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Transcripts.Chat;

/// <summary>
/// Reads the chat of a meeting as Zoom saves it: <c>00:21:14⇥Name:⇥message</c>, with times from the beginning of the
/// recording. A line without a time goes on with the message above it. No content makes it throw; what could not be read is a
/// fault.
/// </summary>
internal sealed class ChatReader(Stream stream, long largestBytes = VttReader.LargestInputBytes)
{
    private const int LongestText = 20_000;
    private const int LongestSpeaker = 300;
    private const int MostFaults = 200;

    private readonly List<VttFault> _faults = [];
    private readonly List<VttCue> _written = [];

    /// <summary>What could not be read; whole once everything was read.</summary>
    public IReadOnlyList<VttFault> Faults => _faults;

    /// <summary>All messages, as the file orders them; each lasts no time.</summary>
    public async Task<IReadOnlyList<VttCue>> ReadAsync(CancellationToken cancellation)
    {
        var lines = new TextLines(stream, largestBytes);
        do
        {
            while (lines.TryTake())
            {
                Take(lines.Line, lines.Number);
            }
        }
        while (await lines.FillAsync(cancellation));

        if (lines.IsCapped)
        {
            Fault(lines.Number, $"The file is larger than {largestBytes} bytes; what follows was not read.");
        }

        return _written;
    }

    private void Take(ReadOnlySpan<char> line, int number)
    {
        var tab = line.IndexOf('\t');
        if (tab > 0 && VttTiming.TryReadMoment($"{line[..tab]}.0", out var moment))
        {
            Add(moment, line[(tab + 1)..], number);
        }
        else if (line.IsWhiteSpace())
        {
            return;
        }
        else if (_written is [.., var last])
        {
            _written[^1] = last with { Text = Cut($"{last.Text} {PlainText.OneLine(line.ToString())}") };
        }
        else
        {
            Fault(number, "A time was expected at the beginning of the line; it was passed over.");
        }
    }

    private void Add(TimeSpan moment, ReadOnlySpan<char> rest, int number)
    {
        var tab = rest.IndexOf('\t');
        var name = tab < 0 ? default : rest[..tab].TrimEnd();
        var speaker = PlainText.Cut(PlainText.OneLine(name.TrimEnd(':').ToString()), LongestSpeaker).TrimEnd();
        var text = Cut(PlainText.OneLine(rest[(tab + 1)..].ToString()));
        if (text.Length > 0)
        {
            _written.Add(new VttCue(moment, moment, speaker.Length is 0 ? null : speaker, text, number));
        }
    }

    private static string Cut(string text) => PlainText.Cut(text, LongestText).TrimEnd();

    private void Fault(int line, string message)
    {
        if (_faults.Count < MostFaults)
        {
            _faults.Add(new VttFault(line, message));
        }
    }
}
