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
    public void Languages_without_blanks_between_words_pass_and_their_noise_does_not()
    {
        string[] chinese =
        [
            "大家早上好，我们今天先看一下上个星期的进度，然后再说一下接下来的安排。", "付款页面已经做好了，测试还需要两个星期的时间。",
            "客户说发票上面的日期不对，我们要在星期五以前把这个问题改好。", "我觉得这个问题不是很大，今天下午就可以把它做完。",
            "那么谁来写测试的计划呢？我来写吧，星期三给大家看。", "好的，还有一件事情，就是下个月的会议我们要不要改到星期二？",
            "我没有问题，不过我们的客户可能不太方便，我去问一下他们。", "预算的事情我们上次已经说过了，现在还是一样的，没有什么变化。",
            "我们决定四月份上线，在这以前所有的人都要把自己的事情做完。", "如果没有别的问题，今天的会议就到这里，谢谢大家。",
        ];

        Assert.Empty(Judge(Of(chinese.Concat(chinese.Reverse()), secondsEach: 10)));
        Assert.NotEmpty(Judge(Of(Enumerable.Range(0, 60).Select(number => string.Concat(Enumerable.Range(0, 20).Select(at => (char)(0x4E00 + (((number * 20) + at) * 7 % 20_000))))), secondsEach: 10)));
    }

    [Fact]
    public void A_language_that_words_do_not_tell_is_left_to_the_recogniser()
    {
        var german = Enumerable.Range(0, 40).Select(number => $"Wir sprechen heute noch einmal über den Plan für Woche {number} und was uns das kosten wird.").ToList();

        Assert.Empty(Judge(Of(german), new QualityLimits { Language = "de" }));
        Assert.NotEmpty(Judge(Of(german), new QualityLimits { Language = "ru" }));
        Assert.NotEmpty(Judge(Of(german, told: "german"), new QualityLimits { Language = "fr" }));
    }

    [Fact]
    public void A_roll_call_is_no_invention()
    {
        var called = Enumerable.Range(0, 20).Select(number => new Segment(
            number + 1, TimeSpan.FromSeconds(number), TimeSpan.FromSeconds(number + 0.5), $"Person {number}", "Aye.", 1)).ToList();
        Transcript Of(string? speaker) =>
            new("zoom", "en", [.. called.Select(segment => segment with { Speaker = speaker ?? segment.Speaker })], [], "f");

        Assert.Empty(QualityGate.Judge(MeasureTranscript.Of(Of(null), null), QualityLimits.Usual));
        Assert.NotEmpty(QualityGate.Judge(MeasureTranscript.Of(Of("One"), null), QualityLimits.Usual));
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
