using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Secrets;
using Reconvene.Server.Tests.Tenants;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Secrets;

/// <summary>A sealed value opens where it was made and nowhere else.</summary>
public sealed class SealerTests
{
    private static readonly SealedPlace Place = new("zoom_connections", "access_token_sealed", "1");

    [Theory]
    [Engines]
    public async Task A_sealed_value_moved_to_another_row_column_table_or_tenant_does_not_open(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        await NewTenant.AddAsync(server);
        var sealer = server.Services.GetRequiredService<Sealer>();
        var whole = await sealer.SealAsync(TenantId.First, Place, "canary", CancellationToken.None);

        Assert.Equal("canary", await sealer.OpenTextAsync(TenantId.First, Place, whole, CancellationToken.None));
        SealedPlace[] others =
        [
            Place with { Row = "2" }, Place with { Column = "refresh_token_sealed" }, Place with { Table = "zoom_apps" },
        ];
        foreach (var other in others)
        {
            await Assert.ThrowsAsync<CryptographicException>(async () =>
                await sealer.OpenTextAsync(TenantId.First, other, whole, CancellationToken.None));
        }

        await Assert.ThrowsAsync<CryptographicException>(async () =>
            await sealer.OpenTextAsync(new TenantId(NewTenant.Id), Place, whole, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task One_changed_bit_anywhere_closes_a_sealed_value(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var sealer = server.Services.GetRequiredService<Sealer>();
        var whole = await sealer.SealAsync(TenantId.First, Place, "canary", CancellationToken.None);

        for (var at = 0; at < whole.Length; at++)
        {
            var broken = whole.ToArray();
            broken[at] ^= 1;
            await Assert.ThrowsAsync<CryptographicException>(async () =>
                await sealer.OpenTextAsync(TenantId.First, Place, broken, CancellationToken.None));
        }

        for (var length = 0; length < whole.Length; length++)
        {
            await Assert.ThrowsAsync<CryptographicException>(async () =>
                await sealer.OpenTextAsync(TenantId.First, Place, whole[..length], CancellationToken.None));
        }
    }

    [Fact]
    public async Task The_same_secret_sealed_twice_looks_different()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var sealer = server.Services.GetRequiredService<Sealer>();

        Assert.NotEqual(
            await sealer.SealAsync(TenantId.First, Place, "canary", CancellationToken.None),
            await sealer.SealAsync(TenantId.First, Place, "canary", CancellationToken.None));
    }

    [Fact]
    public void Keys_of_all_purposes_differ_and_none_is_the_master_key()
    {
        var bytes = RandomNumberGenerator.GetBytes(MasterKeys.KeyBytes);
        var keys = new MasterKeys([bytes]);
        string[] purposes = ["access-token", "setup", "oauth-state", "links", "wrap", "key-id", "data-protection"];

        var all = purposes.Select(keys.Derive).Append(bytes).Select(Convert.ToHexString).ToList();

        Assert.Equal(all.Count, all.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(keys.Derive("setup"), new MasterKeys([bytes]).Derive("setup"));
        Assert.NotEqual(keys.Derive("setup"), new MasterKeys([RandomNumberGenerator.GetBytes(MasterKeys.KeyBytes)]).Derive("setup"));
        Assert.Equal("***", keys.ToString());
        Assert.DoesNotContain(keys.CurrentId, Convert.ToHexStringLower(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_made_with_the_key_of_one_purpose_does_not_open_with_that_of_another()
    {
        var keys = new MasterKeys([RandomNumberGenerator.GetBytes(MasterKeys.KeyBytes)]);
        var made = Sealed.Make(keys.Derive("links"), Encoding.UTF8.GetBytes("canary"), "place");

        Assert.True(Sealed.TryOpen(keys.Derive("links"), made, "place", out _));
        Assert.False(Sealed.TryOpen(keys.Derive("oauth-state"), made, "place", out _));
        Assert.False(keys.TryUnwrap(keys.CurrentId, made, "place", out _));
    }
}
