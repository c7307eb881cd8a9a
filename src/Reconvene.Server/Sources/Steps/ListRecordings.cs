using Reconvene.Client.Sources;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform;
using Reconvene.Zoom;

namespace Reconvene.Server.Sources.Steps;

/// <summary>
/// Reads every host of a source, window by window, and marks its place after each. A host that cannot be read is a row
/// in the result; when Zoom itself cannot be read, the job waits.
/// </summary>
internal sealed class ListRecordings(
    SourceQueries sources, ConnectionQueries connections, SourceHosts hosts, ListWindow window, SourceStore store) : IStep
{
    /// <summary>With more hosts than this, the result names only those with something to tell.</summary>
    private const int MostRows = 1000;

    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var input = context.InputAs<SyncInput>()!;
        if (await sources.FindAsync(context.Tenant, new(input.Source), cancellation) is not { } source
            || await connections.FindAsync(context.Tenant, source.Connection, cancellation) is not { } connection)
        {
            return Failed(FailureKind.Gone, $"Source {input.Source} was removed before it was read.");
        }

        if (!connection.IsActive)
        {
            return Failed(FailureKind.Misconfigured, $"Credential {connection.Id.Value} is switched off: switch it on and sync again.");
        }

        var listed = await hosts.ListAsync(source, connection, cancellation);
        if (listed is ZoomResult<IReadOnlyList<SourceHost>>.Failed(var failure))
        {
            return new StepOutcome.Failed(failure.ToFailure());
        }

        return await ReadAsync(
            context, connection, input, ((ZoomResult<IReadOnlyList<SourceHost>>.Ok)listed).Value, cancellation);
    }

    private async Task<StepOutcome> ReadAsync(
        StepContext context, ZoomConnection connection, SyncInput input, IReadOnlyList<SourceHost> all, CancellationToken cancellation)
    {
        var place = context.BookmarkAs<SyncBookmark>() ?? new SyncBookmark();
        var windows = Windows.Between(input.From, input.To);
        for (var i = 0; i < all.Count; i++)
        {
            var host = all[i];
            if (place.DoneHost is { } done && string.CompareOrdinal(host.Key, done) <= 0)
            {
                continue;
            }

            place = place.Begin(host.Key);
            var error = host.Error;
            foreach (var days in error is null ? windows.Skip(place.Windows) : [])
            {
                switch (await window.RunAsync(connection, host, days, cancellation))
                {
                    case ZoomResult<ListedWindow>.Ok(var found):
                        place = place.After(found);
                        await MarkAsync(context, place, i, all.Count, windows.Count, cancellation);
                        continue;
                    case ZoomResult<ListedWindow>.Failed(var failure) when SourceHosts.IsOfOneAlone(failure, host.Account):
                        error = failure.Reason;
                        break;
                    case ZoomResult<ListedWindow>.Failed(var failure):
                        return new StepOutcome.Failed(failure.ToFailure());
                }

                break;
            }

            place = place.End(host, all.Count > MostRows, error);
            await MarkAsync(context, place, i + 1, all.Count, windows.Count, cancellation);
        }

        return new StepOutcome.Done(
            (work, stop) => store.MarkSyncedAsync(work, context.Tenant, new(input.Source), stop), Result(input, place));
    }

    private static Task MarkAsync(
        StepContext context, SyncBookmark place, int hostsDone, int hosts, int windows, CancellationToken cancellation)
    {
        var share = (hostsDone + (place.Windows / (double)windows)) / Math.Max(1, hosts);
        return context.MarkAsync(
            (int)Math.Clamp(share * 100, 0, 99),
            $"{hostsDone} of {hosts} hosts read, {place.Found} recordings found, {place.Saved} of them new.",
            place,
            cancellation);
    }

    private static SyncResult Result(SyncInput input, SyncBookmark place) => new()
    {
        From = input.From,
        To = input.To,
        Announced = place.Announced,
        Listed = place.Listed,
        Found = place.Found,
        Saved = place.Saved,
        Updated = place.Updated,
        Users = place.Users,
        Unreadable = place.Unreadable,
    };

    private static StepOutcome.Failed Failed(FailureKind kind, string reason) => new(new Failure(kind, reason));
}
