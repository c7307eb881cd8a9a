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

    /// <summary>Words that stand for somebody or something named elsewhere.</summary>
    public abstract FrozenSet<string> Pronouns { get; }

    /// <summary>Words that go on with a sentence and begin none but a question: "who were at home".</summary>
    public abstract FrozenSet<string> Continuations { get; }

    /// <summary>Words that begin a clause which another one must follow: "if you are able to".</summary>
    public abstract FrozenSet<string> Subordinators { get; }

    /// <summary>Fillers that join a verb to the subject of the sentence before.</summary>
    public abstract FrozenSet<string> Joiners { get; }

    /// <summary>Forms of verbs without which there is no sentence; empty for a language that has sentences without.</summary>
    public abstract FrozenSet<string> Verbs { get; }

    public abstract FrozenSet<string> Abbreviations { get; }

    /// <summary>Greetings, thanks, microphones and screens.</summary>
    public abstract Phrases Housekeeping { get; }

    /// <summary>What people say about their own talk: the next example, a look at the screen, an answer at the end.</summary>
    public abstract Phrases Signpost { get; }

    /// <summary>What is imagined and not so.</summary>
    public abstract Phrases Imagined { get; }

    /// <summary>The end of a sentence after which somebody else's words follow.</summary>
    public abstract Phrases Announcement { get; }

    /// <summary>Signs that somebody seeks for words.</summary>
    public abstract Phrases Stumble { get; }

    /// <summary>Phrases that announce something that matters.</summary>
    public abstract Phrases Emphasis { get; }

    public abstract Phrases Decision { get; }

    public abstract Phrases NoDecision { get; }

    /// <summary>A moment before this meeting: what was decided then is told, not decided.</summary>
    public abstract Phrases Earlier { get; }

    /// <summary>The speaker takes a task on.</summary>
    public abstract Phrases OwnPromise { get; }

    /// <summary>Words of a promise that is none: denied, doubted, or hanging on something.</summary>
    public abstract Phrases NoPromise { get; }

    /// <summary>The answer of one who takes it on.</summary>
    public abstract Phrases Consent { get; }

    /// <summary>The answer of one who does not.</summary>
    public abstract Phrases Refusal { get; }

    /// <summary>Someone is asked, or said, to do something; the group <c>name</c> says who.</summary>
    public abstract Phrases NamedTask { get; }

    /// <summary>Somebody who is not named is asked to do something.</summary>
    public abstract Phrases Plea { get; }

    /// <summary>Something is to be done, by nobody in particular.</summary>
    public abstract Phrases OpenTask { get; }

    public abstract Phrases Due { get; }

    /// <summary>A question even without its mark, which speech recognition often leaves out.</summary>
    public abstract Phrases Question { get; }

    public static Vocabulary For(string language) =>
        language == Transcripts.LanguageGuess.Russian ? RussianVocabulary.Instance : EnglishVocabulary.Instance;

    /// <summary>Turns that hold a word without meaning it: "in order to" is about no order.</summary>
    public abstract Phrases Idiom { get; }

    /// <summary>Whether a word is a poor title: it says that something is done, or how, and not what it is about.</summary>
    public abstract bool NamesNothing(string word);

    /// <summary>What is left when the endings are taken off, so that forms of one word are counted together.</summary>
    public abstract string Stem(string word);

    protected static FrozenSet<string> Set(string words) => WordsOf(words).ToFrozenSet(StringComparer.Ordinal);

    protected static string[] WordsOf(string words) => words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
