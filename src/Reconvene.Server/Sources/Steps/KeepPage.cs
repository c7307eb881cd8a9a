using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Telemetry;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Sources.Steps;

/// <summary>
/// Brings one page of a sync into the ledger, in one transaction with what follows from it: whose source has what it listed,
/// and what is to be fetched.
/// </summary>
internal sealed class KeepPage(Database database, LedgerStore ledger, TrashedRecordings trashed, StartProcessing process)
{
    /// <summary>What the page changed; nothing when it lists nothing.</summary>
    /// <param name="source">For which source it was asked.</param>
    /// <param name="connection">As whom.</param>
    /// <param name="unit">The piece of the sync that it is a page of.</param>
    /// <param name="listing">What Zoom listed.</param>
    /// <param name="turn">Pages of one sync are written one after another: neighbours may list the same recording.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<IReadOnlyList<LedgerChange>> RunAsync(
        SourceId source, ZoomConnection connection, SyncUnit unit, Listing listing, SemaphoreSlim turn, CancellationToken cancellation)
    {
        if (listing.Recordings.Count is 0)
        {
            return [];
        }

        await turn.WaitAsync(cancellation);
        try
        {
            using var span = Spans.Start("sync.page");
            var page = listing with { Recordings = [.. listing.Recordings.Select(item => Of(item, unit.Host))] };
            await using var work = await database.BeginAsync(cancellation);
            var changes = unit.Days is null
                ? await trashed.RecordAsync(work, connection, page, cancellation)
                : await ledger.RecordAsync(work, connection, page, cancellation);
            await TakenRecordings.BySyncAsync(work, connection.TenantId, source, changes.Select(change => change.Recording), cancellation);
            await process.RunAsync(
                work, connection, [.. changes.Where(change => change.HasWork).Select(change => change.Recording)], cancellation);
            await work.CommitAsync(cancellation);
            return changes;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A listing that names neither the account nor the host's address is of those it was asked of.</summary>
    private static ZoomRecording Of(ZoomRecording item, SourceHost host) => item with
    {
        AccountId = item.AccountId ?? host.Account,
        HostEmail = item.HostEmail ?? (item.HostId == host.User ? host.Email : null),
    };
}
