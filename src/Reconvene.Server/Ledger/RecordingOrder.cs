namespace Reconvene.Server.Ledger;

/// <summary>What a person asked of one recording, when that is less than everything; the input of its job.</summary>
/// <param name="FileKey">The only file to be taken; null for all.</param>
/// <param name="IsProcessed">Whether what was said is read, and something made of it.</param>
internal sealed record RecordingOrder(string? FileKey, bool IsProcessed)
{
    /// <summary>The only template that something is made by; null for those whose rules take the recording.</summary>
    public string? Template { get; init; }
}
