using System.Data.Common;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Platform.Secrets;

/// <summary>
/// Brings every data key under the master key that writes, while the server serves. When it is done no row names an older
/// master key, and that one can be taken out of the settings.
/// </summary>
internal sealed partial class RewrapDataKeys(
    Database database, Lazy<MasterKeys> masterKeys, TimeProvider time, ILogger<RewrapDataKeys> logger) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <summary>How many data keys were wrapped anew.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var keys = masterKeys.Value;
        var rows = await database.QueryAsync<DataKey>(
            "SELECT id, tenant_id, master_key_id, wrapped FROM data_keys WHERE master_key_id <> @current ORDER BY id",
            new { current = keys.CurrentId },
            cancellation);
        var done = 0;
        foreach (var row in rows)
        {
            // Only what this node can open: another may be ahead of it, with a key that it has not been given yet.
            if (keys.TryUnwrap(row.MasterKeyId, row.Wrapped, Sealer.KeyPlace(row.TenantId), out var dataKey)
                && keys.IsOlder(row.MasterKeyId))
            {
                done += await WrapAsync(row, keys.Wrap(dataKey, Sealer.KeyPlace(row.TenantId)), keys.CurrentId, cancellation);
            }
        }

        if (done > 0)
        {
            Log.Wrapped(logger, done, keys.CurrentId);
        }

        return done;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await RunAsync(stoppingToken);
                return;
            }
            catch (DbException error) when (error.IsUnavailable())
            {
                Log.Later(logger, error);
            }

            await Task.Delay(Again, time, stoppingToken);
        }
    }

    private async Task<int> WrapAsync(DataKey row, byte[] wrapped, string current, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var changed = await work.ExecuteAsync(
            """
            UPDATE data_keys
            SET wrapped = @wrapped, master_key_id = @current
            WHERE id = @Id AND tenant_id = @TenantId AND master_key_id = @MasterKeyId
            """,
            new { row.Id, row.TenantId, row.MasterKeyId, wrapped, current },
            cancellation);
        await work.CommitAsync(cancellation);
        return changed;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} data keys are wrapped by master key {KeyId} now: older master keys can be taken out of the settings")]
        public static partial void Wrapped(ILogger logger, int count, string keyId);

        [LoggerMessage(LogLevel.Warning, "The data keys could not be brought under the new master key: tried again in a few seconds")]
        public static partial void Later(ILogger logger, Exception error);
    }

    private sealed class DataKey
    {
        public long Id { get; init; }

        public TenantId TenantId { get; init; }

        public string MasterKeyId { get; init; } = "";

        public byte[] Wrapped { get; init; } = [];
    }
}
