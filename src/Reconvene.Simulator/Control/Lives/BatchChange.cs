namespace Reconvene.Simulator.Control.Lives;

/// <summary>Many recordings at once, told in one <c>recording.batch_…</c> event and in no other.</summary>
public sealed record BatchChange
{
    /// <summary>What is done.</summary>
    public required LifeAction Action { get; init; }

    /// <summary>Id or e-mail of the host whose recordings are meant; everybody's in the main account when neither host nor recordings are named.</summary>
    public string? Host { get; init; }

    /// <summary>The recordings or files that are meant; none named by default.</summary>
    public IReadOnlyList<RecordingChange>? Recordings { get; init; }
}
