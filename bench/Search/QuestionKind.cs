namespace Reconvene.Bench.Search;

/// <summary>Questions that cost alike.</summary>
/// <param name="Name">What is sought, for a reader.</param>
/// <param name="Questions">Each as the query of the address.</param>
internal sealed record QuestionKind(string Name, IReadOnlyList<Question> Questions);

/// <summary>One search.</summary>
/// <param name="Query">What follows the question mark.</param>
/// <param name="Expected">How many results it must have; null when that is not known.</param>
internal sealed record Question(string Query, int? Expected = null);
