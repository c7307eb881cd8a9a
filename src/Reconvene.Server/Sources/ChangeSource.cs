using Reconvene.Client.Sources;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Sources;

/// <summary>Changes a source, already judged.</summary>
internal sealed class ChangeSource(Database database, SourceStore store)
{
    public async Task RunAsync(Source source, ChangeSourceRequest change, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await store.ChangeAsync(work, source.Tenant, source.Id, change, cancellation);
        await work.CommitAsync(cancellation);
    }
}
