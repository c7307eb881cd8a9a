using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Secrets;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Secrets;

public sealed class KeyRotationTests
{
    private const string Setting = "RECONVENE_MASTER_KEY";
    private static readonly SealedPlace Place = new("zoom_apps", "client_secret_sealed", "1");

    [Theory]
    [Engines]
    public async Task After_a_start_with_the_new_key_first_no_row_names_the_old_one_and_it_can_be_taken_away(TestEngine engine)
    {
        var (old, fresh) = (NewKey(), NewKey());
        await using var server = await ServerUnderTest.StartAsync(engine, settings: Keys(old));
        var whole = await SealAsync(server, "canary-sealed-before");
        var token = await server.OwnerTokenAsync();

        await server.SetAsync(Keys($"{fresh},{old}"));
        await server.RestartAsync();
        Assert.Equal(HttpStatusCode.OK, await MeAsync(server, token));
        await server.Services.GetRequiredService<RewrapDataKeys>().RunAsync(CancellationToken.None);
        Assert.Equal("canary-sealed-before", await OpenAsync(server, whole));

        await server.SetAsync(Keys(fresh));
        await server.RestartAsync();
        Assert.Equal("canary-sealed-before", await OpenAsync(server, whole));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(server, token));

        await server.SetAsync(Keys(old));
        await Assert.ThrowsAsync<StartRefusedException>(server.RestartAsync);
    }

    [Fact]
    public async Task While_one_node_brings_the_data_keys_under_the_new_key_no_read_of_another_fails()
    {
        var (old, fresh) = (NewKey(), NewKey());
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Postgres, settings: Keys($"{old},{fresh}"));
        await AddDataKeysAsync(server, 200);
        var whole = await SealAsync(server, "canary-read-under-load");
        using var stop = new CancellationTokenSource();
        var reads = 0;
        var load = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                // A sealer of its own each time: nothing is remembered, every read asks the rows.
                var sealer = ActivatorUtilities.CreateInstance<Sealer>(server.Services);
                Assert.Equal(
                    "canary-read-under-load",
                    await sealer.OpenTextAsync(TenantId.First, Place, whole, CancellationToken.None));
                Interlocked.Increment(ref reads);
            }
        })));

        await using var other = await server.SecondNodeAsync(Keys($"{fresh},{old}"));
        await other.Services.GetRequiredService<RewrapDataKeys>().RunAsync(CancellationToken.None);
        var changed = reads;
        while (reads < changed + 20 && !load.IsCompleted)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        await load;
        Assert.Equal(
            [other.Services.GetRequiredService<MasterKeys>().CurrentId],
            await server.Database.QueryAsync<string>(
                "SELECT DISTINCT master_key_id FROM data_keys", null, CancellationToken.None));
        await server.SetAsync(Keys(fresh));
        await server.RestartAsync();
        Assert.Equal("canary-read-under-load", await OpenAsync(server, whole));
    }

    private static async Task AddDataKeysAsync(ServerUnderTest server, int count)
    {
        var sealer = server.Services.GetRequiredService<Sealer>();
        await using var work = await server.Database.BeginAsync(CancellationToken.None);
        for (var key = 0; key < count; key++)
        {
            await sealer.AddTenantAsync(work, TenantId.First, CancellationToken.None);
        }

        await work.CommitAsync(CancellationToken.None);
    }

    private static async Task<HttpStatusCode> MeAsync(ServerUnderTest server, string token)
    {
        using var answer = await server.Client(token).GetAsync(new Uri("/api/v1/users/me", UriKind.Relative));
        return answer.StatusCode;
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKeys.KeyBytes));

    private static Dictionary<string, string> Keys(string keys) => new(StringComparer.Ordinal) { [Setting] = keys };

    private static async Task<byte[]> SealAsync(ServerUnderTest server, string secret) =>
        await server.Services.GetRequiredService<Sealer>().SealAsync(TenantId.First, Place, secret, CancellationToken.None);

    private static async Task<string> OpenAsync(ServerUnderTest server, byte[] whole) =>
        await server.Services.GetRequiredService<Sealer>().OpenTextAsync(TenantId.First, Place, whole, CancellationToken.None);
}
