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

        await FlipALetterAsync(server);
        await server.Services.GetRequiredService<DailyIntegrityCheck>().RunAsync(CancellationToken.None);

        await DamagedServer.AssertOnlyReadsAsync(server, owner);
        Assert.Contains(server.LogLines, line => line.Contains(".recover", StringComparison.Ordinal));
        var alert = Assert.Single((await owner.SendAsync(HttpMethod.Get, "/api/v1/alerts?state=open")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal("database.damaged", alert.GetProperty("kind").GetString());
        Assert.DoesNotContain(Path.GetDirectoryName(path)!, alert.GetProperty("message").GetString(), StringComparison.Ordinal);

        await server.StopAsync();
        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
        {
            File.Delete(file);
        }

        File.Copy(good, path);
        await server.RestartAsync();
        owner = await server.OwnerAsync();
        Assert.Equal(200, (await server.Anonymous.SendAsync(HttpMethod.Get, "/readyz")).Code);
        Assert.Equal(201, (await owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", DamagedServer.NewKey)).Code);
    }

    [Fact]
    public async Task Damage_that_no_start_sees_stays_told_over_a_start_and_stops_writing_again()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var owner = await server.OwnerAsync();
        await CheckpointAsync(PathOf(server));
        await FlipALetterAsync(server);
        await server.Services.GetRequiredService<DailyIntegrityCheck>().RunAsync(CancellationToken.None);
        Assert.Single(await DamagedServer.OpenAlertsAsync(owner));

        await server.RestartAsync();

        await DamagedServer.EventuallyAsync(() => Task.FromResult(DamagedServer.IsDamaged(server)));
        Assert.Equal(1, await server.Database.FindAsync<long>(
            "SELECT COUNT(*) FROM alerts WHERE kind = 'database.damaged' AND resolved_at IS NULL", null, CancellationToken.None));
    }

    [Fact]
    public async Task Damage_is_looked_for_once_a_day_by_the_servers_clock_alone()
    {
        var clock = new TestClock();
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite, clock);
        await server.OwnerAsync();
        await CheckpointAsync(PathOf(server));
        await FlipALetterAsync(server);

        await DamagedServer.EventuallyAsync(() =>
        {
            clock.Advance(TimeSpan.FromDays(1));
            return Task.FromResult(DamagedServer.IsDamaged(server));
        });
    }

    [Fact]
    public async Task A_whole_database_passes_the_daily_check_while_others_write()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var owner = await server.OwnerAsync();

        var checking = server.Services.GetRequiredService<DailyIntegrityCheck>().RunAsync(CancellationToken.None);
        var made = await owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", DamagedServer.NewKey);
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
        await DamagedServer.EventuallyAsync(() => Task.FromResult(DamagedServer.IsDamaged(server)));

        fault = null;
        await DamagedServer.AssertOnlyReadsAsync(server, owner);
        var found = server.Services.GetRequiredService<Damage>().Found!;
        Assert.Contains(engine is TestEngine.Sqlite ? ".recover" : "pg_restore", found, StringComparison.Ordinal);
    }

    /// <summary>One letter of a key in an index: no page is out of shape, and a row can no longer be found.</summary>
    private static async Task FlipALetterAsync(ServerUnderTest server)
    {
        var path = PathOf(server);
        var page = await PageOfAsync(server, "sqlite_autoindex_users_1");
        var bytes = await ReadAsync(path);
        var at = bytes.AsSpan((int)((page - 1) * PageBytes), PageBytes).IndexOf(Encoding.UTF8.GetBytes(ServerUnderTest.OwnerEmail));
        Assert.True(at > 0);
        Flip(path, ((page - 1) * PageBytes) + at + 3, 1);
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
