namespace Reconvene.Server.Deliverables.Models;

/// <summary>What a model is asked.</summary>
/// <param name="Rules">Ours: what to do, and what not.</param>
/// <param name="Material">The transcript, or what was made of its parts, between two lines that nobody can guess.</param>
/// <param name="Schema">What the answer is bound to.</param>
/// <param name="MostAnswerTokens">The longest answer.</param>
internal sealed record ModelQuestion(string Rules, string Material, string Schema, int MostAnswerTokens)
{
    /// <summary>The same for the same question, whatever lines were drawn for it.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The lists that the answer is to have.</summary>
    public required IReadOnlyList<string> Lists { get; init; }

    /// <summary>It is about one part of a meeting, in which there may be nothing to say.</summary>
    public required bool IsPart { get; init; }

    /// <summary>What was wrong with the answer before; null for the first try.</summary>
    public string? Repair { get; init; }

    /// <summary>As it is guessed. The schema is read too, wherever it stands.</summary>
    public int Tokens => ModelTokens.Of(Rules) + ModelTokens.Of(Material) + ModelTokens.Of(Schema) + ModelTokens.Of(Repair ?? "");

    /// <summary>What it may cost with its answer.</summary>
    public int Estimate => Tokens + MostAnswerTokens;
}
