namespace Reconvene.Simulator.OpenAi.Control;

/// <summary>What an answer that nobody can use looks like.</summary>
public enum GarbageForm
{
    /// <summary>Prose in place of JSON.</summary>
    NotJson,

    /// <summary>A good answer that ends in the middle, as if it were whole.</summary>
    CutJson,

    /// <summary>JSON of another schema.</summary>
    OtherSchema,

    /// <summary>Nothing.</summary>
    Empty,

    /// <summary>A good answer with a text of <see cref="ModelRule.Length"/> characters in it.</summary>
    VeryLong,
}
