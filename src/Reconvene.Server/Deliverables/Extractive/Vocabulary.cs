using System.Collections.Frozen;

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
    public abstract Phrases Housekeeping { get; }

    /// <summary>Phrases that announce something that matters.</summary>
    public abstract Phrases Emphasis { get; }

    public abstract Phrases Decision { get; }

    public abstract Phrases NoDecision { get; }

    /// <summary>The speaker takes a task on.</summary>
    public abstract Phrases OwnPromise { get; }

    /// <summary>Someone is asked, or said, to do something; the group <c>name</c> says who.</summary>
    public abstract Phrases NamedTask { get; }

    /// <summary>Something is to be done, by nobody in particular.</summary>
    public abstract Phrases OpenTask { get; }

    public abstract Phrases Due { get; }

    /// <summary>A question even without its mark, which speech recognition often leaves out.</summary>
    public abstract Phrases Question { get; }

    public static Vocabulary For(string language) =>
        language == Transcripts.LanguageGuess.Russian ? RussianVocabulary.Instance : EnglishVocabulary.Instance;

    /// <summary>What is left when the endings are taken off, so that forms of one word are counted together.</summary>
    public abstract string Stem(string word);

    protected static FrozenSet<string> Set(string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
