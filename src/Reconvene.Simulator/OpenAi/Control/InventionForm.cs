namespace Reconvene.Simulator.OpenAi.Control;

/// <summary>What is heard that was not said.</summary>
public enum InventionForm
{
    /// <summary>The same sentence 54 times, spread over the sound.</summary>
    Repeats,

    /// <summary>Syllables that mean nothing.</summary>
    Syllables,

    /// <summary>Sentences of another language than the one that was asked for, or heard.</summary>
    OtherLanguage,
}
