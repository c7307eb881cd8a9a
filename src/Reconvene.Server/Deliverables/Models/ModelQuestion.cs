namespace Reconvene.Server.Deliverables.Models;

/// <summary>What a model is asked.</summary>
/// <param name="Rules">Ours: what to do, and what not.</param>
/// <param name="Material">The transcript, or what was made of its parts, between two lines that nobody can guess.</param>
/// <param name="Schema">What the answer is bound to.</param>
/// <param name="MostAnswerTokens">The longest answer.</param>
internal sealed record ModelQuestion(string Rules, string Material, string Schema, int MostAnswerTokens)
{
    /// <summary>What was wrong with the answer before; null for the first try.</summary>
    public string? Repair { get; init; }

    /// <summary>As it is guessed.</summary>
    public int Tokens => ModelTokens.Of(Rules) + ModelTokens.Of(Material) + ModelTokens.Of(Repair ?? "");
}
