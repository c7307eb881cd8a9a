using Reconvene.Server.Connections;
using Reconvene.Server.Ledger.Proof;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Sources.Steps;

/// <summary>What a sync that came to its end leaves behind: the moment at its source, and one record of what it covered.</summary>
internal sealed class SyncEnd(SourceStore store, TimeProvider time)
{
    public async Task RunAsync(
        Work work, Source source, ZoomConnection connection, SyncBookmark begun, SyncProgress progress, CancellationToken cancellation)
    {
        await store.MarkSyncedAsync(work, source.Tenant, source.Id, cancellation);
        await SyncRunStore.AddAsync(
            work,
            new SyncRun
            {
                TenantId = source.Tenant,
                ConnectionId = connection.Id,
                SourceId = source.Id.Value,
                IsWholeAccount = source is { IsWholeAccount: true, TakesMeetings: true },
                From = begun.From!.Value,
                To = begun.To!.Value,
                Hosts = progress.Hosts,
                Announced = progress.Announced,
                Listed = progress.Listed,
                Found = progress.Found,
                Unread = [.. progress.Unread.Select(user => SourceHost.Of(user).Key)],
                Unreadable = progress.OddCount,
                StartedAt = begun.StartedAt!.Value,
                FinishedAt = time.GetUtcNow(),
            },
            cancellation);
    }
}
