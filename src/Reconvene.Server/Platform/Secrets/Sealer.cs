using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Platform.Secrets;

/// <summary>
/// Seals secrets for the database: a data key per tenant, wrapped by the master key, and every value bound to its
/// tenant, table, column, row and data key. A sealed value is the data key's id (8 bytes) and then the ciphertext.
/// </summary>
internal sealed class Sealer(Database database, MasterKeys masterKeys, TimeProvider time)
{
    private const int KeyIdBytes = 8;

    private readonly ConcurrentDictionary<long, byte[]> _opened = new();
    private readonly ConcurrentDictionary<TenantId, long> _newest = new();

    /// <summary>Gives a tenant its data key, in the transaction that makes the tenant.</summary>
    public async Task AddTenantAsync(Work work, TenantId tenant, CancellationToken cancellation)
    {
        var wrapped = masterKeys.Wrap(RandomNumberGenerator.GetBytes(MasterKeys.KeyBytes), KeyPlace(tenant));
        await work.ExecuteAsync(
            """
            INSERT INTO data_keys (tenant_id, master_key_id, wrapped, created_at)
            VALUES (@tenant, @keyId, @wrapped, @now)
            """,
            new { tenant, keyId = masterKeys.CurrentId, wrapped, now = time.GetUtcNow() },
            cancellation);
    }

    /// <summary>Fetches the tenant's key, so that sealing needs no database after this.</summary>
    public async ValueTask PrepareAsync(TenantId tenant, CancellationToken cancellation) =>
        await NewestKeyAsync(tenant, cancellation);

    public ValueTask<byte[]> SealAsync(
        TenantId tenant, SealedPlace place, string secret, CancellationToken cancellation) =>
        SealAsync(tenant, place, Encoding.UTF8.GetBytes(secret), cancellation);

    public async ValueTask<byte[]> SealAsync(
        TenantId tenant, SealedPlace place, ReadOnlyMemory<byte> secret, CancellationToken cancellation)
    {
        var keyId = await NewestKeyAsync(tenant, cancellation);
        var body = Sealed.Make(_opened[keyId], secret.Span, Bound(tenant, place, keyId));
        var whole = new byte[KeyIdBytes + body.Length];
        BinaryPrimitives.WriteInt64BigEndian(whole, keyId);
        body.CopyTo(whole.AsSpan(KeyIdBytes));
        return whole;
    }

    public async ValueTask<string> OpenTextAsync(
        TenantId tenant, SealedPlace place, byte[] whole, CancellationToken cancellation) =>
        Encoding.UTF8.GetString(await OpenAsync(tenant, place, whole, cancellation));

    /// <summary>Opens a sealed value. One that does not open was moved or damaged: that is refused loudly.</summary>
    public async ValueTask<byte[]> OpenAsync(
        TenantId tenant, SealedPlace place, byte[] whole, CancellationToken cancellation)
    {
        if (whole.Length < KeyIdBytes)
        {
            throw DoesNotOpen(place);
        }

        var keyId = BinaryPrimitives.ReadInt64BigEndian(whole);
        var key = await KeyAsync(tenant, keyId, cancellation);
        return Sealed.TryOpen(key, whole.AsSpan(KeyIdBytes), Bound(tenant, place, keyId), out var plain)
            ? plain
            : throw DoesNotOpen(place);
    }

    /// <summary>Refuses to go on when a data key on record opens with none of the master keys at hand.</summary>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<DataKeyRow>(
            "SELECT id, tenant_id, master_key_id, wrapped FROM data_keys ORDER BY id", null, cancellation);
        foreach (var row in rows)
        {
            if (!masterKeys.TryUnwrap(row.MasterKeyId, row.Wrapped, KeyPlace(row.TenantId), out var key))
            {
                throw new StartRefusedException(
                    $"The secrets in this database were sealed with master key {row.MasterKeyId}, and the key given is {string.Join(", ", masterKeys.Ids)}: start with the right RECONVENE_MASTER_KEY or master.key file. Nothing was changed.");
            }

            _opened[row.Id] = key;
        }
    }

    private static CryptographicException DoesNotOpen(SealedPlace place) => new(
        $"The sealed value in {place.Table}.{place.Column} of row {place.Row} does not open: it was moved or damaged.");

    /// <summary>What binds a wrapped data key to its tenant.</summary>
    internal static string KeyPlace(TenantId tenant) => $"data_keys:{tenant.Value}";

    private static string Bound(TenantId tenant, SealedPlace place, long keyId) =>
        $"{tenant.Value}|{place.Table}|{place.Column}|{place.Row}|{keyId}";

    private async ValueTask<long> NewestKeyAsync(TenantId tenant, CancellationToken cancellation)
    {
        if (_newest.TryGetValue(tenant, out var known))
        {
            return known;
        }

        var newest = await database.FindAsync<long?>(
            "SELECT id FROM data_keys WHERE tenant_id = @tenant ORDER BY id DESC LIMIT 1", new { tenant }, cancellation)
            ?? throw new InvalidOperationException($"Tenant {tenant.Value} has no data key.");
        await KeyAsync(tenant, newest, cancellation);
        return _newest[tenant] = newest;
    }

    private async ValueTask<byte[]> KeyAsync(TenantId tenant, long keyId, CancellationToken cancellation)
    {
        if (_opened.TryGetValue(keyId, out var key))
        {
            return key;
        }

        var row = await database.FindAsync<DataKeyRow>(
            "SELECT id, tenant_id, master_key_id, wrapped FROM data_keys WHERE id = @keyId AND tenant_id = @tenant",
            new { keyId, tenant },
            cancellation);
        if (row is null || !masterKeys.TryUnwrap(row.MasterKeyId, row.Wrapped, KeyPlace(tenant), out var opened))
        {
            throw new CryptographicException($"No master key at hand opens data key {keyId} of tenant {tenant.Value}.");
        }

        return _opened[keyId] = opened;
    }

    private sealed class DataKeyRow
    {
        public long Id { get; init; }

        public TenantId TenantId { get; init; }

        public string MasterKeyId { get; init; } = "";

        public byte[] Wrapped { get; init; } = [];
    }
}
