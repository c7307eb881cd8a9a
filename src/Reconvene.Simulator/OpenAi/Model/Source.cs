namespace Reconvene.Simulator.OpenAi.Model;

/// <summary>Something that was said, or that an earlier answer says, with the numbers it is cited by.</summary>
internal sealed record Source(IReadOnlyList<int> Numbers, string Speaker, string Text)
{
    /// <summary>When, from the beginning; null where that is not told.</summary>
    public TimeSpan? At { get; init; }

    public bool IsRussian => Text.Any(letter => letter is >= 'А' and <= 'я' or 'ё' or 'Ё');
}
