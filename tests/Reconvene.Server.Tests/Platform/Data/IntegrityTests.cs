using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data.Integrity;
using Reconvene.Server.Tests.Platform.Http;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Data;

public sealed class IntegrityTests
{
    private const int PageBytes = 4096;
    private const string NewKey = """{"name":"mine","scope":"read"}""";

    [Theory]
    [InlineData("recording_files")]
    [InlineData("jobs_under_way")]
    public async Task A_start_on_a_damaged_page_is_refused_with_what_to_do_and_changes_nothing(string tableOrIndex)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var path = PathOf(server);
        var page = await PageOfAsync(server, tableOrIndex);
        await server.StopAsync();
        Flip(path, (page - 1) * PageBytes, 8);
        var before = await HashAsync(path);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(server.RestartAsync);

        Assert.Contains("is damaged", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"sqlite3 {path} .recover", refused.Message, StringComparison.Ordinal);
        Assert.Contains("your newest backup", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await HashAsync(path));
    }

    [Fact]
    public async Task What_is_no_database_at_all_is_refused_by_name_at_the_start()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var path = PathOf(server);
        await server.StopAsync();
        Flip(path, 0, 100);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(server.RestartAsync);

        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_that_the_daily_check_finds_stops_writing_is_told_and_leaves_reading_until_the_file_was_restored()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var owner = await server.OwnerAsync();
        var path = PathOf(server);
        var good = path + ".good";
        await CheckpointAsync(path);
        File.Copy(path, good);

        // One letter of a key in an index: no page is out of shape, and a row can no longer be found.
        var page = await PageOfAsync(server, "sqlite_autoindex_users_1");
        var bytes = await ReadAsync(path);
        var at = bytes.AsSpan((int)((page - 1) * PageBytes), PageBytes).IndexOf(Encoding.UTF8.GetBytes(ServerUnderTest.OwnerEmail));
        Assert.True(at > 0);
        Flip(path, ((page - 1) * PageBytes) + at + 3, 1);
        await server.Services.GetRequiredService<DailyIntegrityCheck>().RunAsync(CancellationToken.None);

        await AssertOnlyReadsAsync(server, owner);
        Assert.Contains(server.LogLines, line => line.Contains(".recover", StringComparison.Ordinal));
        var alert = Assert.Single((await owner.SendAsync(HttpMethod.Get, "/api/v1/alerts?state=open")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal("database.damaged", alert.GetProperty("kind").GetString());

        await server.StopAsync();
        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
        {
            File.Delete(file);
        }

        File.Copy(good, path);
        await server.RestartAsync();
        owner = await server.OwnerAsync();
        Assert.Equal(200, (await server.Anonymous.SendAsync(HttpMethod.Get, "/readyz")).Code);
        Assert.Equal(201, (await owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", NewKey)).Code);
    }

    [Fact]
    public async Task A_whole_database_passes_the_daily_check_while_others_write()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var owner = await server.OwnerAsync();

        var checking = server.Services.GetRequiredService<DailyIntegrityCheck>().RunAsync(CancellationToken.None);
        var made = await owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", NewKey);
        await checking;

        Assert.Equal(201, made.Code);
        Assert.Null(server.Services.GetRequiredService<Damage>().Found);
    }

    public static TheoryData<TestEngine, string> Damages => new()
    {
        { TestEngine.Sqlite, "11" },
        { TestEngine.Sqlite, "26" },
        { TestEngine.Postgres, "XX001" },
        { TestEngine.Postgres, "XX002" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Damage_that_somebody_meets_stops_writing_too(TestEngine engine, string code)
    {
        DbException? fault = null;
        await using var server = await ServerUnderTest.StartAsync(
            engine, decorate: connection => fault is null ? connection : new FaultyConnection(connection, () => fault));
        var owner = await server.OwnerAsync();
        fault = engine is TestEngine.Sqlite
            ? new SqliteException("database disk image is malformed", int.Parse(code, System.Globalization.CultureInfo.InvariantCulture))
            : new PostgresException("invalid page in block 7 of relation base/16384/16385", "ERROR", "ERROR", code);

        var met = await owner.SendAsync(HttpMethod.Get, "/api/v1/users/me");
        Assert.Equal((503, "database_damaged"), (met.Code, met.ErrorCode));
        Assert.DoesNotContain("block 7", met.Text, StringComparison.Ordinal);
        using (var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30)))
        using (var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System))
        {
            while (server.Services.GetRequiredService<Damage>().Found is null)
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
        }

        fault = null;
        await AssertOnlyReadsAsync(server, owner);
        var found = server.Services.GetRequiredService<Damage>().Found!;
        Assert.Contains(engine is TestEngine.Sqlite ? ".recover" : "pg_restore", found, StringComparison.Ordinal);
    }

    private static async Task AssertOnlyReadsAsync(ServerUnderTest server, HttpClient owner)
    {
        var ready = await server.Anonymous.SendAsync(HttpMethod.Get, "/readyz");
        Assert.Equal(503, ready.Code);
        Assert.Contains("damaged", ready.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(server.DataFolder, ready.Text, StringComparison.Ordinal);
        var written = await owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", NewKey);
        Assert.Equal((503, "database_damaged"), (written.Code, written.ErrorCode));
        Assert.True(written.Headers.ContainsKey("Retry-After"));
        Assert.Equal(200, (await owner.SendAsync(HttpMethod.Get, "/api/v1/users/me")).Code);
        Assert.Equal(200, (await server.Anonymous.SendAsync(HttpMethod.Get, "/healthz")).Code);
    }

    private static string PathOf(ServerUnderTest server) =>
        new SqliteConnectionStringBuilder(server.DatabaseOptions.ConnectionString).DataSource;

    private static async Task<long> PageOfAsync(ServerUnderTest server, string name) =>
        await server.Database.FindAsync<long>(
            "SELECT rootpage FROM sqlite_schema WHERE name = @name", new { name }, CancellationToken.None);

    private static async Task CheckpointAsync(string path)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync();
    }

    private static void Flip(string path, long from, int count)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var bytes = new byte[count];
        stream.Position = from;
        stream.ReadExactly(bytes);
        for (var i = 0; i < count; i++)
        {
            bytes[i] ^= 0x55;
        }

        stream.Position = from;
        stream.Write(bytes);
    }

    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    private static async Task<string> HashAsync(string path) => Convert.ToHexString(SHA256.HashData(await ReadAsync(path)));
}
