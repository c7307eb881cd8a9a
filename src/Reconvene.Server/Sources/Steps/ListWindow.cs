using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Telemetry;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Sources.Steps;

/// <summary>
/// Reads one host's window of days, every page, into the ledger. What Zoom announced is compared with what came: a
/// listing that changed under our eyes, or whose page token died, is read again.
/// </summary>
internal sealed class ListWindow(Database database, LedgerStore ledger, StartProcessing process, ZoomClients zoom)
{
    private const int MostReadings = 3;

    public async Task<ZoomResult<ListedWindow>> RunAsync(
        ZoomConnection connection, SourceHost host, (DateOnly From, DateOnly To) window, CancellationToken cancellation)
    {
        var saved = 0;
        var updated = 0;
        for (var reading = 1; ; reading++)
        {
            var (result, failure) = await ReadAsync(connection, host, window, cancellation);
            saved += result.Saved;
            updated += result.Updated;
            if (failure is { Kind: ZoomFailureKind.PagingExpired } && reading < MostReadings)
            {
                continue;
            }

            if (failure is not null)
            {
                return ZoomResult.Failed<ListedWindow>(failure);
            }

            if (result.Announced == result.Listed)
            {
                return ZoomResult.Ok(result with { Saved = saved, Updated = updated });
            }

            if (reading == MostReadings)
            {
                return ZoomResult.Failed<ListedWindow>(new(
                    ZoomFailureKind.Unavailable,
                    $"Zoom announced {result.Announced} recordings of {host.User} from {window.From:yyyy-MM-dd} to {window.To:yyyy-MM-dd} and listed {result.Listed}, {MostReadings} times: the sync tries again later."));
            }
        }
    }

    private async Task<(ListedWindow Window, ZoomFailure? Failure)> ReadAsync(
        ZoomConnection connection, SourceHost host, (DateOnly From, DateOnly To) window, CancellationToken cancellation)
    {
        var seen = new ListedWindow([], 0, 0, 0, 0, []);
        long? announced = null;
        var pages = zoom.For(connection, host.Account).ListUserRecordingsAsync(
            host.User, window.From, window.To, trash: false, cancellation);
        await foreach (var result in pages.WithCancellation(cancellation))
        {
            if (result is ZoomResult<ZoomPage<ZoomRecording>>.Failed(var failure))
            {
                return (seen, failure);
            }

            var page = ((ZoomResult<ZoomPage<ZoomRecording>>.Ok)result).Value;
            announced ??= page.TotalRecords;
            var changes = await RecordAsync(connection, [.. page.Items.Select(item => Of(item, host))], cancellation);
            seen = seen with
            {
                Uuids = [.. seen.Uuids, .. page.Items.Where(ListedFiles.CanKeep).Select(item => item.Uuid)],
                // An odd file of a recording that was read is none of the recordings that Zoom announced.
                Listed = seen.Listed + page.Items.Count
                    + page.Unreadable.Count(one => !one.Path.StartsWith("$.meetings[uuid=", StringComparison.Ordinal)),
                Saved = seen.Saved + changes.Count(change => change.IsNew),
                Updated = seen.Updated + changes.Count(change => change is { IsNew: false, IsChanged: true }),
                Unreadable =
                [
                    .. seen.Unreadable,
                    .. page.Unreadable.Select(item => item.ToString()),
                    .. page.Items.SelectMany(ListedFiles.Unkeepable),
                ],
            };
        }

        // Not every listing says how many there are; then what came is all that can be known.
        return (seen with { Announced = (int)(announced ?? seen.Listed) }, null);
    }

    /// <summary>A listing that does not name the account is of the one it was asked of.</summary>
    private static ZoomRecording Of(ZoomRecording item, SourceHost host) =>
        item.AccountId is null && host.Account is not null ? item with { AccountId = host.Account } : item;

    private async Task<IReadOnlyList<LedgerChange>> RecordAsync(
        ZoomConnection connection, IReadOnlyList<ZoomRecording> items, CancellationToken cancellation)
    {
        if (items.Count is 0)
        {
            return [];
        }

        using var span = Spans.Start("sync.page");
        await using var work = await database.BeginAsync(cancellation);
        var changes = await ledger.RecordAsync(work, connection, items, SeenBy.Sync, cancellation);
        foreach (var change in changes.Where(change => change.HasWork))
        {
            await process.RunAsync(work, connection, change.Recording, cancellation);
        }

        await work.CommitAsync(cancellation);
        return changes;
    }
}
