namespace Reconvene.Server.Deliverables;

/// <summary>How far the making of a document is, and how often it failed on the way.</summary>
/// <param name="Attempts">Failures since the last progress.</param>
/// <param name="Told">Is told how many parts the model has read, and of how many, each time it has read another.</param>
internal sealed record MakingProgress(Func<int> Attempts, Func<int, int, Task> Told);
