using System.Globalization;
using System.Text;

namespace Reconvene.Bench.Transcripts;

/// <summary>A long transcript in the form that Zoom writes: numbered cues, CRLF, the speaker before a colon.</summary>
internal static class VttText
{
    private static readonly string[] Speakers = ["Maria Keller", "Анна Соколова", "Priya Nair", "John O'Neill (Sales)"];

    private static readonly string[] Said =
    [
        "So the next thing on the list is the budget for the second half of the year.",
        "I think we should wait for the numbers from the field before we decide.",
        "Давайте вернёмся к этому вопросу на следующей неделе.",
        "Okay.",
        "Could you send me the slides afterwards? I would like to show them to the team in Tallinn.",
        "Yes, of course, you will have them by tomorrow evening.",
    ];

    public static byte[] Make(int cues)
    {
        var text = new StringBuilder("WEBVTT\r\n\r\n");
        var clock = TimeSpan.Zero;
        for (var number = 1; number <= cues; number++)
        {
            var end = clock + TimeSpan.FromMilliseconds(900 + (number * 37 % 4000));
            text.Append(
                CultureInfo.InvariantCulture,
                $"{number}\r\n{Stamp(clock)} --> {Stamp(end)}\r\n{Speakers[number * 7 % Speakers.Length]}: {Said[number % Said.Length]}\r\n\r\n");
            clock = end + TimeSpan.FromMilliseconds(number * 13 % 700);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Stamp(TimeSpan at) => string.Create(
        CultureInfo.InvariantCulture, $"{(int)at.TotalHours:00}:{at.Minutes:00}:{at.Seconds:00}.{at.Milliseconds:000}");
}
