using Microsoft.Extensions.Options;
using Reconvene.Client.Sources;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform;
using Reconvene.Server.Sources.Scheduling;
using Reconvene.Zoom;

namespace Reconvene.Server.Sources.Steps;

/// <summary>
/// Reads every host of a source, window by window, and leaves a record of what it covered. A host that cannot be read is a
/// row in the result; when Zoom itself cannot be read, the job waits and goes on from its mark.
/// </summary>
internal sealed class ListRecordings(
    SourceQueries sources, ConnectionQueries connections, SourceHosts hosts, ListWindow window, DaysToCover days, SyncEnd end,
    IOptions<SourceOptions> options, TimeProvider time) : IStep
{
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

        var begun = await BeginAsync(context, source, input, cancellation);
        var listed = await hosts.ListAsync(source, connection, cancellation);
        if (listed is ZoomResult<IReadOnlyList<SourceHost>>.Failed(var failure))
        {
            return new StepOutcome.Failed(failure.ToFailure());
        }

        return await ReadAsync(
            context, (source, connection), begun, ((ZoomResult<IReadOnlyList<SourceHost>>.Ok)listed).Value, cancellation);
    }

    private async Task<SyncBookmark> BeginAsync(
        StepContext context, Source source, SyncInput input, CancellationToken cancellation)
    {
        var place = context.BookmarkAs<SyncBookmark>() ?? new SyncBookmark();
        if (place is { From: not null, To: not null, StartedAt: not null })
        {
            return place;
        }

        var (from, to) = input is { From: { } first, To: { } last } ? (first, last) : await days.FindAsync(source, cancellation);
        return place with { From = from, To = to, StartedAt = place.StartedAt ?? time.GetUtcNow() };
    }

    private async Task<StepOutcome> ReadAsync(
        StepContext context, (Source Source, ZoomConnection Connection) whose, SyncBookmark begun, IReadOnlyList<SourceHost> all,
        CancellationToken cancellation)
    {
        var windows = Windows.Between(begun.From!.Value, begun.To!.Value);
        var progress = new SyncProgress(begun, all, windows, whose.Source.Config.IncludeTrash is true);
        using var units = new ReadUnits(window, whose, progress, context, time);
        if (await units.RunAsync(options.Value.ParallelListings, cancellation) is { } failure)
        {
            return new StepOutcome.Failed(failure.ToFailure());
        }

        return new StepOutcome.Done(
            (work, stop) => end.RunAsync(work, whose.Source, whose.Connection, begun, progress, stop), Result(begun, progress));
    }

    private static SyncResult Result(SyncBookmark begun, SyncProgress progress) => new()
    {
        From = begun.From!.Value,
        To = begun.To!.Value,
        Announced = progress.Announced,
        Listed = progress.Listed,
        Found = progress.Found,
        Saved = progress.Saved,
        Updated = progress.Updated,
        Trashed = progress.Trashed,
        Users = progress.Users,
        Unreadable = progress.Unreadable,
    };

    private static StepOutcome.Failed Failed(FailureKind kind, string reason) => new(new Failure(kind, reason));
}
