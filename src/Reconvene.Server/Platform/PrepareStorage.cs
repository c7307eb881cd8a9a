using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Data.Integrity;
using Reconvene.Server.Platform.Files;
using Reconvene.Server.Platform.Secrets;

namespace Reconvene.Server.Platform;

/// <summary>Folder, keys, schema, first tenant: each a reason to refuse the start.</summary>
internal sealed class PrepareStorage(
    DataFolder folder,
    CheckIntegrity integrity,
    DatabaseOptions options,
    Migrator migrator,
    FirstStart firstStart,
    Lazy<Sealer> sealer,
    Database database) : IPreparation
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        folder.Claim(exclusively: database.Dialect.Engine is Engine.Sqlite);
        if (await integrity.QuickAsync(cancellation) is { } damage)
        {
            throw new StartRefusedException(Damage.Explain(options, damage));
        }

        if (await migrator.HasPastAsync(cancellation))
        {
            // Nothing of a database is changed, not even its schema, by who cannot open its secrets.
            await CheckKeysAsync(cancellation);
            await migrator.RunAsync(cancellation);
        }
        else
        {
            await migrator.RunAsync(cancellation);
            await CheckKeysAsync(cancellation);
        }

        await firstStart.MakeTenantAsync(sealer.Value, TenantId.First, cancellation);
    }

    private async Task CheckKeysAsync(CancellationToken cancellation)
    {
        await firstStart.FindKeysAsync(cancellation);
        await sealer.Value.CheckAsync(cancellation);
    }
}
