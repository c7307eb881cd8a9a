namespace Reconvene.Simulator.OpenAi.Model;

/// <summary>Something that was said, or that an earlier answer says, with the numbers it is cited by.</summary>
internal sealed record Source(IReadOnlyList<int> Numbers, string Speaker, string Text)
{
    /// <summary>When, from the beginning; null where that is not told.</summary>
    public TimeSpan? At { get; init; }

    /// <summary>The first number; 0 where there is none.</summary>
    public int First => Numbers.Count > 0 ? Numbers[0] : 0;

    public bool IsRussian => Text.Any(letter => letter is >= 'А' and <= 'я' or 'ё' or 'Ё');
}
