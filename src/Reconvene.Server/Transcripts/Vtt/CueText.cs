using System.Buffers;
using System.Net;
using System.Text;

namespace Reconvene.Server.Transcripts.Vtt;

/// <summary>
/// What is said in one cue, and by whom: both of <c>Name: text</c> and <c>&lt;v Name&gt;text&lt;/v&gt;</c>. Markup goes,
/// entities are decoded, and what only looks like markup stays.
/// </summary>
internal sealed class CueText(SpeakerPrefix prefix)
{
    private static readonly SearchValues<char> Moment = SearchValues.Create("0123456789:.");

    /// <summary>Adds what the lines of one cue say to <paramref name="said"/>, which is empty.</summary>
    public void Read(ReadOnlySpan<char> lines, List<(string? Speaker, string Text)> said)
    {
        // Nearly every cue is one clean line.
        if (PlainText.IsOneLine(lines) && !lines.ContainsAny('<', '&'))
        {
            said.Add(prefix.Split(lines));
            return;
        }

        ReadMarked(lines.ToString(), said);
    }

    private void ReadMarked(string text, List<(string? Speaker, string Text)> said)
    {
        var part = new StringBuilder();
        string? voice = null;
        var isMarked = false;
        for (var at = 0; at < text.Length;)
        {
            if (text[at] is not '<' || TagEnd(text, at) is not { } end)
            {
                part.Append(text[at++]);
                continue;
            }

            isMarked |= said.Count is 0 && string.IsNullOrWhiteSpace(part.ToString());
            var tag = text.AsSpan(at + 1, end - at - 1);
            if (IsVoice(tag) || tag is "/v")
            {
                Add(said, voice, part, isMarked);
                voice = tag[0] is '/' ? null : VoiceName(tag);
            }

            at = end + 1;
        }

        Add(said, voice, part, isMarked);
    }

    private void Add(List<(string? Speaker, string Text)> said, string? voice, StringBuilder part, bool isMarked)
    {
        var text = part.ToString();
        part.Clear();
        if (voice is not null || isMarked)
        {
            Add(said, voice, Decode(text));
            return;
        }

        var isFirst = true;
        foreach (var line in text.Split('\n').Select(Decode).Where(line => line.Length > 0))
        {
            AddLine(said, line, isFirst);
            isFirst = false;
        }
    }

    private void AddLine(List<(string? Speaker, string Text)> said, string line, bool isFirst)
    {
        if (isFirst)
        {
            said.Add(prefix.Split(line));
        }
        else if (prefix.SplitSeen(line) is { } other)
        {
            said.Add(other);
        }
        else
        {
            var (speaker, before) = said[^1];
            said[^1] = (speaker, before.Length is 0 ? line : $"{before} {line}");
        }
    }

    private static void Add(List<(string? Speaker, string Text)> said, string? speaker, string text)
    {
        if (text.Length > 0)
        {
            said.Add((speaker is { Length: 0 } ? null : speaker, text));
        }
    }

    private static string Decode(string text) =>
        PlainText.OneLine(text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text);

    private static bool IsVoice(ReadOnlySpan<char> tag) => tag is ['v'] or ['v', ' ' or '.' or '\t' or '\n', ..];

    private static string VoiceName(ReadOnlySpan<char> tag)
    {
        var blank = tag.IndexOfAny(" \t\n");
        return blank < 0 ? "" : Decode(tag[blank..].ToString());
    }

    /// <summary>Where the tag that begins here ends; null when this is no tag: "a &lt; b", "List &lt;- item".</summary>
    private static int? TagEnd(string text, int start)
    {
        var end = text.AsSpan(start + 1).IndexOfAny('<', '>');
        if (end < 1 || text[start + 1 + end] is '<')
        {
            return null;
        }

        var name = text.AsSpan(start + 1, end);
        var isTag = char.IsAsciiLetter(name[0])
            || (name[0] is '/' && (name.Length is 1 || char.IsAsciiLetter(name[1])))
            || (char.IsAsciiDigit(name[0]) && !name.ContainsAnyExcept(Moment));
        return isTag ? start + 1 + end : null;
    }
}
