namespace Reconvene.Server.Ledger;

/// <summary>What one listing changed about one recording.</summary>
/// <param name="Recording">The recording.</param>
/// <param name="IsNew">It was not in the ledger before.</param>
/// <param name="IsChanged">Something that people see changed: its topic, its files.</param>
/// <param name="HasWork">Files wait to be fetched, or what is made of it may be out of date.</param>
internal sealed record LedgerChange(RecordingId Recording, bool IsNew, bool IsChanged, bool HasWork);
