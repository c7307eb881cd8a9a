using System.Globalization;

namespace Reconvene.Server.Transcripts.Quality;

/// <summary>
/// Whether a transcript can be what was said. Speech models invent: one line again and again, syllables, another language,
/// words after the end. What fails is not summarised and not sent, unless a person who looked says so.
/// </summary>
internal static class QualityGate
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(5);

    /// <summary>Why it is not believed, each a sentence; empty when it is.</summary>
    public static IReadOnlyList<string> Judge(TranscriptMeasures measures, QualityLimits limits) =>
        [.. Find(measures, limits).Select(refusal => refusal.Sentence)];

    /// <summary>Why it is not believed, for those who say it in their own words; empty when it is.</summary>
    public static IReadOnlyList<GateRefusal> Find(TranscriptMeasures measures, QualityLimits limits)
    {
        if (measures.Words is 0)
        {
            return [new("empty", "Nothing was said that could be read.", [])];
        }

        var wrong = new List<GateRefusal>();
        Repetition(measures, limits, wrong);
        Speed(measures, limits, wrong);
        Language(measures, limits, wrong);
        if (measures.MediaMs is { } media && measures.LastMs > media + limits.BeyondMedia.TotalMilliseconds)
        {
            wrong.Add(Refusal("beyond", $"The last word is at {Clock(measures.LastMs)}, and the recording ends at {Clock(media)}."));
        }

        return wrong;
    }

    private static void Repetition(TranscriptMeasures measures, QualityLimits limits, List<GateRefusal> wrong)
    {
        if (measures.LongestRun > limits.LongestRun)
        {
            wrong.Add(Refusal("run", $"The same is said {measures.LongestRun} times in a row; at most {limits.LongestRun} are believed."));
        }

        if (measures.Words < limits.WordsToJudge)
        {
            return;
        }

        if (measures.MostRepeated > limits.MostRepeated)
        {
            wrong.Add(Refusal("repeated", $"{measures.MostRepeated:P0} of all words are one text that is repeated; at most {limits.MostRepeated:P0} are believed."));
        }

        // The longer somebody speaks, the fewer words are new: about the square root of all.
        var fewest = Math.Max(limits.FewestDistinct, 1 / Math.Sqrt(measures.Words));
        if (measures.DistinctWords < fewest)
        {
            wrong.Add(Refusal("distinct", $"Of {measures.Words} words only {measures.DistinctWords:P1} are different; {fewest:P1} are expected."));
        }

        if (measures.WordsOnce > limits.MostWordsOnce)
        {
            wrong.Add(Refusal("once", $"{measures.WordsOnce:P0} of the words in two hundred come only once, as in noise; at most {limits.MostWordsOnce:P0} are believed."));
        }
    }

    private static void Speed(TranscriptMeasures measures, QualityLimits limits, List<GateRefusal> wrong)
    {
        if (measures.Words >= limits.WordsToJudge && measures.WordsPerMinute > limits.MostWordsPerMinute)
        {
            wrong.Add(Refusal("fast", $"{measures.WordsPerMinute:N0} words a minute were said; at most {limits.MostWordsPerMinute:N0} are believed."));
        }

        if (measures.MediaMs >= LongEnough.TotalMilliseconds && measures.WordsPerMinute < limits.FewestWordsPerMinute)
        {
            wrong.Add(Refusal("sparse", $"Only {measures.Words} words were said in {Clock(measures.MediaMs.Value)}: too few to make something of."));
        }
    }

    private static void Language(TranscriptMeasures measures, QualityLimits limits, List<GateRefusal> wrong)
    {
        if (measures.Words < limits.WordsToJudge)
        {
            return;
        }

        var told = LanguageNames.CodeOf(measures.ToldLanguage);
        if (told is LanguageGuess.English or LanguageGuess.Russian && measures.Language != told)
        {
            wrong.Add(new("told", $"The recogniser says that it heard {LanguageNames.Of(told)}, and its words are not.", [told]));
        }

        // Words tell English and Russian; whether they are of another language that is expected, only a recogniser can say.
        var isTold = told is not null || measures.Language is not LanguageGuess.Unknown;
        if (limits.Language is { } wanted && (told ?? measures.Language) != wanted && measures.Language != wanted
            && (isTold || wanted is LanguageGuess.English or LanguageGuess.Russian))
        {
            var said = told ?? measures.Language;
            wrong.Add(new("language", $"{Capital(LanguageNames.Of(wanted))} was expected; what was said is {LanguageNames.Of(said)}.", [wanted, said]));
        }
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static GateRefusal Refusal(string kind, FormattableString sentence) =>
        new(kind, sentence.ToString(CultureInfo.InvariantCulture), sentence.GetArguments()!);

    private static string Clock(long milliseconds) => Formats.Clock.Short(TimeSpan.FromMilliseconds(milliseconds));
}
