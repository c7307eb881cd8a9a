using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Files;
using Reconvene.Server.Platform.Secrets;

namespace Reconvene.Server.Platform;

/// <summary>What the first start makes: a master key when nothing is sealed yet, and tenant 1.</summary>
internal sealed partial class FirstStart(
    Database database, DataFolder folder, IConfiguration configuration, TimeProvider time, ILogger<FirstStart> logger)
{
    private MasterKeys? _masterKeys;

    /// <summary>Known once the storage is prepared.</summary>
    public MasterKeys MasterKeys =>
        _masterKeys ?? throw new InvalidOperationException("The master key is known only after the storage is prepared.");

    public async Task FindKeysAsync(CancellationToken cancellation)
    {
        _masterKeys = MasterKeyFile.Read(folder.Path, configuration["RECONVENE_MASTER_KEY"]);
        if (_masterKeys is not null)
        {
            return;
        }

        var sealedUnder = await database.FindAsync<string>(
            "SELECT master_key_id FROM data_keys ORDER BY id LIMIT 1", null, cancellation);
        if (sealedUnder is not null)
        {
            throw new StartRefusedException(
                $"The secrets in this database were sealed with master key {sealedUnder}, and no key was given: set RECONVENE_MASTER_KEY, or put {MasterKeyFile.FileName} back into the data folder. Nothing was changed.");
        }

        _masterKeys = MasterKeyFile.Make(folder.Path);
        Log.KeyMade(logger, Path.Combine(folder.Path, MasterKeyFile.FileName));
    }

    public async Task MakeTenantAsync(Sealer sealer, TenantId tenant, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var made = await work.ExecuteAsync(
            "INSERT INTO tenants (id, name, created_at) VALUES (@tenant, 'My organisation', @now) ON CONFLICT (id) DO NOTHING",
            new { tenant, now = time.GetUtcNow() },
            cancellation);
        if (made is 0)
        {
            return;
        }

        await sealer.AddTenantAsync(work, tenant, cancellation);
        await work.CommitAsync(cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "A master key was made in {Path}: keep a copy of it apart from the database")]
        public static partial void KeyMade(ILogger logger, string path);
    }
}
