using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Ledger.Proof;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Sources.Steps;

/// <summary>
/// Reads one host's window of days, every page, into the ledger. What Zoom announced is compared with what came: a
/// listing that changed under our eyes, or whose page token died, is read again.
/// </summary>
internal sealed class ListWindow(WindowPages pages, KeepPage keep)
{
    private const int MostReadings = 3;

    /// <summary>Pages that bring no other recording than those before; a listing that goes on after so many has no end.</summary>
    private const int MostEmptyPages = 20;

    /// <summary>How near an end of a window a recording is that the window beside it may list too: the day they share, and one of doubt.</summary>
    private static readonly TimeSpan Edge = TimeSpan.FromDays(2);

    /// <summary>Reads one piece.</summary>
    /// <param name="source">For which source.</param>
    /// <param name="connection">As whom.</param>
    /// <param name="unit">What.</param>
    /// <param name="turn">Pages of one sync are written one after another: neighbours may list the same recording.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<ZoomResult<ListedWindow>> RunAsync(
        SourceId source, ZoomConnection connection, SyncUnit unit, SemaphoreSlim turn, CancellationToken cancellation)
    {
        var before = ListedWindow.Nothing;
        for (var reading = 1; ; reading++)
        {
            var (result, failure) = await ReadAsync(source, connection, unit, turn, cancellation);
            result = result with { Saved = before.Saved + result.Saved, Updated = before.Updated + result.Updated };
            if (failure is { Kind: ZoomFailureKind.PagingExpired } && reading < MostReadings)
            {
                before = result;
                continue;
            }

            if (failure is not null)
            {
                return ZoomResult.Failed<ListedWindow>(failure);
            }

            if (result.Announced == result.Listed)
            {
                return ZoomResult.Ok(result);
            }

            if (reading == MostReadings)
            {
                return ZoomResult.Failed<ListedWindow>(new(
                    ZoomFailureKind.Unavailable,
                    $"Zoom announced {result.Announced} recordings {Which(unit)} and listed {result.Listed}, {MostReadings} times: the sync tries again later."));
            }

            before = result;
        }
    }

    private async Task<(ListedWindow Window, ZoomFailure? Failure)> ReadAsync(
        SourceId source, ZoomConnection connection, SyncUnit unit, SemaphoreSlim turn, CancellationToken cancellation)
    {
        var seen = ListedWindow.Nothing;
        var uuids = new HashSet<string>(StringComparer.Ordinal);
        var edge = new HashSet<string>(StringComparer.Ordinal);
        long? announced = null;
        var empty = 0;
        await foreach (var asked in pages.ListAsync(connection, unit, cancellation))
        {
            if (asked.Answer is ZoomResult<ZoomPage<ZoomRecording>>.Failed(var failure))
            {
                return (seen, failure);
            }

            var page = ((ZoomResult<ZoomPage<ZoomRecording>>.Ok)asked.Answer).Value;
            announced ??= page.TotalRecords;
            if (page.Unreadable.Count is 0 && page.Items.All(item => uuids.Contains(item.Uuid)) && ++empty > MostEmptyPages)
            {
                return (seen, Endless(unit));
            }

            var changes = await keep.RunAsync(
                source, connection, unit, new Listing(page.Items, SeenBy.Sync, asked.AskedAt), turn, cancellation);
            uuids.UnionWith(page.Items.Where(ListedFiles.CanKeep).Select(item => item.Uuid));
            edge.UnionWith(page.Items.Where(item => item.CanKeep() && IsNearEnd(item, unit)).Select(item => item.Uuid));
            seen = seen with
            {
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

        if (pages.Beyond(connection, unit) is { } beyond)
        {
            seen = seen with { Unreadable = [.. seen.Unreadable, beyond] };
        }

        // Not every listing says how many there are; then what came is all that can be known.
        return (seen with { Announced = (int)(announced ?? seen.Listed), Different = uuids.Count, Edge = [.. edge] }, null);
    }

    private static bool IsNearEnd(ZoomRecording item, SyncUnit unit) =>
        unit.Days is var (from, to)
        && (item.StartAt is not { } start
            || start < from.Start() + Edge
            || start >= to.AddDays(1).Start() - Edge);

    private static ZoomFailure Endless(SyncUnit unit) => new(
        ZoomFailureKind.Unavailable,
        $"Zoom's list of recordings {Which(unit)} does not end: {MostEmptyPages} pages without another recording led to yet another. The sync tries again later.");

    private static string Which(SyncUnit unit) => unit.Days is var (from, to)
        ? $"of {Whose(unit.Host)} from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}"
        : $"in the trash of {unit.Host.User}";

    private static string Whose(SourceHost host) => host.User.Length > 0 ? host.User : host.Account ?? "the whole account";
}
