using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Reconvene.Server.Deliverables.Extractive;

/// <summary>What the summariser knows of one language: its small words, its endings and its turns of phrase.</summary>
internal abstract class Vocabulary
{
    /// <summary>Words that say nothing of what a sentence is about.</summary>
    public abstract FrozenSet<string> StopWords { get; }

    /// <summary>Words that a sentence may begin with and lose without loss.</summary>
    public abstract FrozenSet<string> Fillers { get; }

    /// <summary>Words at the beginning that point to something said before.</summary>
    public abstract FrozenSet<string> BackwardPointers { get; }

    public abstract FrozenSet<string> Abbreviations { get; }

    /// <summary>Greetings, thanks, microphones and screens.</summary>
    public abstract Regex Housekeeping { get; }

    /// <summary>Phrases that announce something that matters.</summary>
    public abstract Regex Emphasis { get; }

    public abstract Regex Decision { get; }

    public abstract Regex NoDecision { get; }

    /// <summary>The speaker takes a task on.</summary>
    public abstract Regex OwnPromise { get; }

    /// <summary>Someone is asked, or said, to do something; the group <c>name</c> says who.</summary>
    public abstract Regex NamedTask { get; }

    /// <summary>Something is to be done, by nobody in particular.</summary>
    public abstract Regex OpenTask { get; }

    public abstract Regex Due { get; }

    /// <summary>A question even without its mark, which speech recognition often leaves out.</summary>
    public abstract Regex Question { get; }

    public static Vocabulary For(string language) =>
        language == Transcripts.LanguageGuess.Russian ? RussianVocabulary.Instance : EnglishVocabulary.Instance;

    /// <summary>What is left when the endings are taken off, so that forms of one word are counted together.</summary>
    public abstract string Stem(string word);

    /// <summary>Linear in time whatever the text is: it comes from outside.</summary>
    protected static Regex Phrases(string pattern) => new(
        pattern,
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Regex.InfiniteMatchTimeout);

    protected static FrozenSet<string> Set(string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
