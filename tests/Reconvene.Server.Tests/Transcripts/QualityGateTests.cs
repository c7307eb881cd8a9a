using System.Globalization;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Quality;

namespace Reconvene.Server.Tests.Transcripts;

public sealed class QualityGateTests
{
    private static readonly string[] Syllables = ["ka", "mo", "ri", "tu", "sel", "bra", "vin", "dor", "pel", "qua", "zim", "thu", "gol", "fen", "yas"];

    [Fact]
    public void Speech_in_English_and_Russian_passes()
    {
        Assert.Empty(Judge(Of(Meetings.English.Split('\n').Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]))));
        Assert.Empty(Judge(Of(Meetings.Russian.Split('\n').Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]))));
    }

    [Fact]
    public void Fifty_four_equal_lines_are_invented()
    {
        var wrong = Judge(Of(Enumerable.Repeat("Thank you for watching.", 54)));

        Assert.Contains("54 times in a row", wrong[0], StringComparison.Ordinal);
        Assert.Contains(wrong, sentence => sentence.StartsWith("100", StringComparison.Ordinal));
    }

    [Fact]
    public void One_line_between_all_others_is_invented_too()
    {
        var lines = Enumerable.Range(0, 200).Select(number => number % 2 is 0 ? "Subtitles by the community of friends" : Noise(number, 3));

        Assert.Contains(Judge(Of(lines)), sentence => sentence.Contains("one text that is repeated", StringComparison.Ordinal));
    }

    [Fact]
    public void Noise_is_no_language()
    {
        var wrong = Judge(Of(Enumerable.Range(0, 100).Select(number => Noise(number, 8)), told: "english"));

        Assert.Contains(wrong, sentence => sentence.Contains("as in noise", StringComparison.Ordinal));
        Assert.Contains(wrong, sentence => sentence.Contains("heard English, and its words are not", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "ru", true)]
    [InlineData(null, "en", false)]
    [InlineData("ru", null, true)]
    [InlineData("english", "en", false)]
    [InlineData("et", null, false)]
    public void Another_language_than_was_told_or_expected_is_said(string? told, string? expected, bool isWrong)
    {
        var english = Meetings.English.Split('\n').Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]);

        Assert.Equal(isWrong, Judge(Of(english, told: told), new QualityLimits { Language = expected }).Count > 0);
    }

    [Fact]
    public void Words_after_the_end_too_many_and_too_few_words_are_said()
    {
        var hour = TimeSpan.FromHours(1);
        var speech = Enumerable.Range(0, 300).Select(number => $"we talk about the plan for week {number} and what it costs us").ToList();

        Assert.Contains("The last word is at", Assert.Single(Judge(Of(speech, secondsEach: 15), media: hour)), StringComparison.Ordinal);
        Assert.Contains("words a minute were said", Assert.Single(Judge(Of(speech, secondsEach: 1), media: TimeSpan.FromMinutes(6))), StringComparison.Ordinal);
        Assert.Contains("too few", Assert.Single(Judge(Of(["Hello there, is anybody here"]), media: hour)), StringComparison.Ordinal);
        Assert.Equal(["Nothing was said that could be read."], Judge(Of([]), media: hour));
    }

    [Fact]
    public void Chat_is_no_speech()
    {
        var transcript = Of(["Hello, everybody, let us begin."]);
        var chat = new Segment(2, default, default, "Ann", "link link link", 1) { IsChat = true };

        Assert.Equal(5, MeasureTranscript.Of(transcript with { Segments = [.. transcript.Segments, chat] }, null).Words);
    }

    private static string Noise(int seed, int words) => string.Join(' ', Enumerable.Range(0, words).Select(word =>
    {
        var number = ((seed * 7919) + (word * 104_729)) % 3375;
        return string.Create(CultureInfo.InvariantCulture, $"{Syllables[number % 15]}{Syllables[number / 15 % 15]}{Syllables[number / 225]}");
    }));

    private static Transcript Of(IEnumerable<string> lines, double secondsEach = 5, string? told = null)
    {
        var segments = lines.Select((text, index) => new Segment(
            index + 1, TimeSpan.FromSeconds(index * secondsEach), TimeSpan.FromSeconds((index + 0.8) * secondsEach), "Ann", text.Trim(), 1)).ToList();
        return new Transcript("recognised", LanguageGuess.Of(segments.Select(segment => segment.Text)), segments, [], "f") { ToldLanguage = told };
    }

    private static IReadOnlyList<string> Judge(Transcript transcript, QualityLimits? limits = null, TimeSpan? media = null) =>
        QualityGate.Judge(MeasureTranscript.Of(transcript, media), limits ?? QualityLimits.Usual);
}
