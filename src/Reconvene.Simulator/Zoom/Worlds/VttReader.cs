using System.Globalization;
using System.Text.RegularExpressions;

namespace Reconvene.Simulator.Zoom.Worlds;

/// <summary>Reads the times of a given transcript, so that the media made for it is as long as it is.</summary>
internal static partial class VttReader
{
    public static Speech Read(string text)
    {
        var utterances = new List<Utterance>();
        foreach (Match cue in Cue().Matches(text))
        {
            var said = cue.Groups["text"].Value.Trim();
            var colon = said.IndexOf(": ", StringComparison.Ordinal);
            utterances.Add(new Utterance(
                Time(cue.Groups["from"].Value),
                Time(cue.Groups["to"].Value),
                colon < 0 ? "" : said[..colon],
                colon < 0 ? said : said[(colon + 2)..]));
        }

        var end = utterances.Count == 0 ? TimeSpan.FromSeconds(10) : utterances[^1].EndsAt;
        return new Speech(utterances, TimeSpan.FromSeconds(Math.Ceiling(end.TotalSeconds)), "en");
    }

    private static TimeSpan Time(string text) => TimeSpan.ParseExact(text, @"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"(?<from>\d\d:\d\d:\d\d\.\d{3}) --> (?<to>\d\d:\d\d:\d\d\.\d{3})\r?\n(?<text>[^\r\n]*)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Cue();
}
