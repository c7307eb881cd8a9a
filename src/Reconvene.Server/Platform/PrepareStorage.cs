using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Files;
using Reconvene.Server.Platform.Secrets;

namespace Reconvene.Server.Platform;

/// <summary>Folder, schema, keys, first tenant: in this order, each a reason to refuse the start.</summary>
internal sealed class PrepareStorage(
    DataFolder folder, Migrator migrator, FirstStart firstStart, Lazy<Sealer> sealer, Database database) : IPreparation
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        folder.Claim(exclusively: database.Dialect.Engine is Engine.Sqlite);
        await migrator.RunAsync(cancellation);
        await firstStart.FindKeysAsync(cancellation);
        await sealer.Value.CheckAsync(cancellation);
        await firstStart.MakeTenantAsync(sealer.Value, TenantId.First, cancellation);
    }
}
