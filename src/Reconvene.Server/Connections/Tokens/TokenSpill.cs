using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Removal;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Files;
using Reconvene.Server.Platform.Secrets;

namespace Reconvene.Server.Connections.Tokens;

/// <summary>
/// A new pair that the database could not take. Zoom has already replaced the old one, so the new one is kept in a file,
/// sealed as it will stand in its row, until the database is back; it is used only then.
/// </summary>
internal sealed partial class TokenSpill(
    TokenStore store, RevokeGrant revoke, Sealer sealer, DataFolder folder, ILogger<TokenSpill> logger)
{
    private readonly ConcurrentDictionary<TokenKey, Entry> _kept = new();

    private string Folder => Path.Combine(folder.Path, "spill");

    /// <summary>Reads what an earlier process left.</summary>
    public void Load()
    {
        if (!Directory.Exists(Folder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(Folder, "*.json"))
        {
            try
            {
                var entry = JsonSerializer.Deserialize<Entry>(File.ReadAllBytes(file))!;
                _kept[entry.Key] = entry;
            }
            catch (JsonException)
            {
                Log.Unreadable(logger, file);
            }
        }
    }

    /// <summary>Keeps a pair until <see cref="StoreAllAsync"/> brings it home.</summary>
    public async Task KeepAsync(ConnectionToken row, SealedToken token, CancellationToken cancellation)
    {
        var key = row.Key;
        var entry = new Entry(
            key.Tenant.Value, key.Connection.Value, key.SubAccount, row.App.Value, row.Version, row.IsUserGrant, token);
        DataFolder.Make(Folder);
        var path = PathOf(key);
        var part = path + ".part";
        await using (var file = new FileStream(part, DataFolder.OwnFile(FileMode.Create)))
        {
            await JsonSerializer.SerializeAsync(file, entry, cancellationToken: cancellation);
            await file.FlushAsync(cancellation);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }

        File.Move(part, path, overwrite: true);
        DirectorySync.Flush(Folder);
        _kept[key] = entry;
        Log.Kept(logger, key.Connection.Value);
    }

    /// <summary>Whether a pair waits for this row: then nobody may ask Zoom with the old one.</summary>
    public bool Holds(TokenKey key) => _kept.ContainsKey(key);

    /// <summary>Brings home what it can; what the database still refuses waits on.</summary>
    public async Task StoreAllAsync(CancellationToken cancellation)
    {
        foreach (var key in _kept.Keys)
        {
            try
            {
                await TryStoreAsync(key, cancellation);
            }
#pragma warning disable CA1031 // The boundary of a round: one pair's trouble must be neither another's nor the server's.
            catch (Exception error) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.Stays(logger, key.Connection.Value, error);
            }
        }
    }

    /// <summary>False while the pair of this row cannot be stored.</summary>
    public async Task<bool> TryStoreAsync(TokenKey key, CancellationToken cancellation)
    {
        if (!_kept.TryGetValue(key, out var entry))
        {
            return true;
        }

        try
        {
            // Not stored when another pair is already on record: then this one is of no use any more.
            var isStored = await store.StoreAsync(key, entry.Version, entry.Token, isEarly: false, cancellation);
            if (!isStored && entry.IsUserGrant && await store.FindAsync(key, cancellation) is null)
            {
                await revoke.RunAsync(key.Tenant, new(entry.App), await entry.Token.OpenAsync(sealer, key, cancellation), cancellation);
            }

            File.Delete(PathOf(key));
            _kept.TryRemove(new(key, entry));
            Log.Home(logger, key.Connection.Value, isStored);
            return true;
        }
        catch (DbException error) when (error.IsUnavailable())
        {
            return false;
        }
    }

    private string PathOf(TokenKey key)
    {
        var account = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.SubAccount)).AsSpan(0, 6));
        return Path.Combine(Folder, $"{key.Connection.Value}-{account}.json");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The database did not take a new token of connection {ConnectionId}: it is kept in a file until it does")]
        public static partial void Kept(ILogger logger, long connectionId);

        [LoggerMessage(LogLevel.Error, "The token of connection {ConnectionId} that is kept in a file cannot be stored")]
        public static partial void Stays(ILogger logger, long connectionId, Exception error);

        [LoggerMessage(LogLevel.Error, "The token kept in {File} is not readable: its connection may need to be reconnected")]
        public static partial void Unreadable(ILogger logger, string file);

        [LoggerMessage(LogLevel.Information, "The token of connection {ConnectionId} that was kept in a file is back; used: {IsStored}")]
        public static partial void Home(ILogger logger, long connectionId, bool isStored);
    }

    /// <summary>What the file holds.</summary>
    internal sealed record Entry(
        long Tenant, long Connection, string SubAccount, long App, long Version, bool IsUserGrant, SealedToken Token)
    {
        public TokenKey Key => new(new TenantId(Tenant), new ConnectionId(Connection), SubAccount);

        public override string ToString() => "***";
    }
}
