using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Extractive;

/// <summary>What people say in set phrases: decisions, tasks, questions.</summary>
internal sealed class Spoken(
    Vocabulary vocabulary, IReadOnlyCollection<string> speakers, IReadOnlyList<Sentence> sentences, Punctuation punctuation)
{
    private const int FewestWords = 4;
    private const int MostWords = 55;
    private const int LongestUnmarkedQuestion = 25;

    private readonly Turns _turns = new(sentences);

    /// <summary>Agreed here, among people: what was agreed before, elsewhere or in a story is only told.</summary>
    public bool IsDecision(Sentence sentence) =>
        IsReadable(sentence) && !IsQuestion(sentence)
        && vocabulary.Decision.IsMatch(sentence.Folded)
        && !vocabulary.NoDecision.IsMatch(sentence.Folded)
        && !vocabulary.Earlier.IsMatch(sentence.Folded)
        && !vocabulary.Imagined.IsMatch(sentence.Folded)
        && _turns.IsAmongPeople(sentence);

    /// <summary>A question worth noting: put to somebody, about the matter, not about microphones, and not "right?".</summary>
    public bool IsQuestionOfMatter(Sentence sentence) =>
        sentence.WordCount is >= 5 and <= 40 && sentence.Stems.Count >= 2 && IsWhole(sentence) && IsQuestion(sentence)
        && !vocabulary.Housekeeping.IsMatch(sentence.Folded) && TaskOf(sentence) is null
        && (_turns.AnswerTo(sentence) is not null || !_turns.AreTold(sentence));

    public SpokenTask? TaskOf(Sentence sentence)
    {
        if (!IsReadable(sentence))
        {
            return null;
        }

        var due = DueIn(sentence);
        var text = sentence.Folded;
        foreach (var match in vocabulary.NamedTask.In(text))
        {
            var (owner, isName) = OwnerOf(sentence, match.Groups["name"]);
            if (isName)
            {
                return Asked(sentence, owner, due);
            }
        }

        if (sentence.Text.EndsWith('?') || IsAboutTheCall(text))
        {
            return null;
        }

        if (vocabulary.OwnPromise.IsMatch(text))
        {
            return vocabulary.NoPromise.IsMatch(text) ? null : new SpokenTask(sentence.Speaker, due);
        }

        if (vocabulary.Plea.IsMatch(text))
        {
            return Asked(sentence, VocativeIn(sentence), due);
        }

        return vocabulary.OpenTask.IsMatch(text) && _turns.IsAmongPeople(sentence) ? new SpokenTask(null, due) : null;
    }

    /// <summary>Who is named has it unless they refuse; an unnamed "you" is whoever takes it on, and nobody's task when nobody does.</summary>
    private SpokenTask? Asked(Sentence sentence, string? owner, string? due)
    {
        var answer = _turns.AnswerTo(sentence);
        var isRefused = answer is not null && vocabulary.Refusal.IsMatch(answer.Folded);
        if (isRefused && (owner is null || owner == answer!.Speaker))
        {
            return null;
        }

        var taker = owner ?? (answer is not null && vocabulary.Consent.IsMatch(answer.Folded) ? answer.Speaker : null);
        return taker is not null || !_turns.AreTold(sentence) ? new SpokenTask(taker, due) : null;
    }

    private bool IsAboutTheCall(string text) => vocabulary.Housekeeping.IsMatch(text) || vocabulary.Signpost.IsMatch(text);

    private bool IsQuestion(Sentence sentence) =>
        sentence.Text.EndsWith('?') || (!punctuation.AsksWithMarks && sentence.WordCount <= LongestUnmarkedQuestion && vocabulary.Question.IsMatch(sentence.Folded));

    private bool IsReadable(Sentence sentence) =>
        sentence.WordCount is >= FewestWords and <= MostWords && sentence.Stems.Count > 0 && IsWhole(sentence);

    private bool IsWhole(Sentence sentence) => sentence.IsWhole || !punctuation.EndsSentences;

    private string? DueIn(Sentence sentence)
    {
        var match = vocabulary.Due.In(sentence.Folded).FirstOrDefault();
        return match is not null ? sentence.Text.Substring(match.Index, match.Length).Trim() : null;
    }

    /// <summary>"You" is a task for somebody not named; a word that is no name makes no task.</summary>
    private (string? Owner, bool IsName) OwnerOf(Sentence sentence, System.Text.RegularExpressions.Group name)
    {
        if (!name.Success || name.Value is "you" or "ты" or "вы")
        {
            return (VocativeIn(sentence), true);
        }

        if (vocabulary.StopWords.Contains(name.Value) || vocabulary.Fillers.Contains(name.Value))
        {
            return (null, false);
        }

        var spoken = sentence.Text.Substring(name.Index, name.Length);
        if (SpeakerCalled(name.Value) is { } speaker)
        {
            return (speaker, true);
        }

        // A capital at the beginning of a sentence proves nothing.
        var isName = char.IsUpper(spoken[0]) && (name.Index > 0 || sentence.Folded.AsSpan(name.Length).StartsWith(", ", StringComparison.Ordinal));
        return (isName ? spoken : null, isName);
    }

    private string? VocativeIn(Sentence sentence) =>
        SpokenWords.Folded(sentence.Text).Select(SpeakerCalled).FirstOrDefault(speaker => speaker is not null && speaker != sentence.Speaker);

    private string? SpeakerCalled(string word)
    {
        var stem = vocabulary.Stem(word);
        return word.Length < 2 ? null : speakers.FirstOrDefault(speaker => SpokenWords.Folded(speaker)
            .Any(part => part.Length > 1 && !vocabulary.StopWords.Contains(part) && (part == word || vocabulary.Stem(part) == stem)));
    }
}

/// <summary>Who is to do it, and by when, as far as it was said.</summary>
internal sealed record SpokenTask(string? Owner, string? Due);
