using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger.Proof;
using Reconvene.Server.Tests.Sources;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Ledger;

/// <summary>When each day was last compared with Zoom, and whether that comparison was whole.</summary>
public sealed class LedgerProofTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task Every_day_stands_in_one_row_and_says_when_it_was_checked_the_empty_and_the_unchecked_too(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.SyncAsync("?from_date=2026-02-10");

        var rows = await LedgerAsync(world, "?from=2016-03-02&to=2026-03-02");

        var next = new DateOnly(2016, 3, 2);
        foreach (var row in rows)
        {
            Assert.Equal(next, Day(row, "day"));
            next = Day(row, "through").AddDays(1);
            var isChecked = Day(row, "day") >= new DateOnly(2026, 2, 10);
            Assert.Equal(isChecked, row.GetProperty("is_complete").GetBoolean());
            Assert.Equal(isChecked ? "2026-03-02T09:00:00Z" : null, row.GetProperty("checked_at").GetString());
            Assert.True(row.GetProperty("recordings").GetInt32() is 0 || Day(row, "day") == Day(row, "through"));
        }

        Assert.Equal(new DateOnly(2026, 3, 3), next);
        Assert.Equal(("2016-03-02", "2026-02-09"), (rows[0].GetProperty("day").GetString(), rows[0].GetProperty("through").GetString()));
        Assert.Contains(rows, row => row.GetProperty("recordings").GetInt32() is 0 && row.GetProperty("is_complete").GetBoolean());
        Assert.Equal((await world.RecordingsAsync()).Count, rows.Sum(row => row.GetProperty("recordings").GetInt32()));
    }

    [Theory]
    [Engines]
    public async Task Of_syncs_of_the_same_days_the_last_is_kept_and_the_last_that_was_whole(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        foreach (var query in (string[])["?from_date=2026-02-20", "?from_date=2026-03-01", "?from_date=2026-02-20", "?from_date=2026-02-25&to_date=2026-02-26"])
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await world.SyncAsync(query);
        }

        Assert.Equal(2, await RunsAsync());

        world.Fault(403, """{"code":200,"message":"No permission."}""", times: null, path: $"/v2/users/{world.UserId("igor.volkov@sim.example")}/recordings");
        _clock.Advance(TimeSpan.FromMinutes(1));
        await world.SyncAsync("?from_date=2026-02-20");
        _clock.Advance(TimeSpan.FromMinutes(1));
        await world.SyncAsync("?from_date=2026-02-20");

        Assert.Equal(3, await RunsAsync());
        Assert.All(await LedgerAsync(world, "?from=2026-02-20"), row => Assert.False(row.GetProperty("is_complete").GetBoolean()));

        world.Control.ClearFaults();
        _clock.Advance(TimeSpan.FromMinutes(1));
        await world.SyncAsync("?from_date=2026-02-20");
        Assert.Equal(1, await RunsAsync());

        Task<long> RunsAsync() => world.Server.Database.FindAsync<long>("SELECT COUNT(*) FROM sync_runs", null, CancellationToken.None);
    }

    [Theory]
    [Engines]
    public async Task However_often_days_were_checked_by_many_sources_only_last_checks_are_read(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.SyncAsync("?from_date=2026-02-20");
        await world.ChangeAsync("""
            WITH RECURSIVE copies(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM copies WHERE number < 300)
            INSERT INTO sync_runs (tenant_id, connection_id, source_id, is_whole_account, first_day, last_day, hosts, announced, listed, found,
                unread_count, unread_hosts, unreadable, started_at, finished_at)
            SELECT s.tenant_id, s.connection_id, s.source_id + number, s.is_whole_account, s.first_day, s.last_day, s.hosts, s.announced,
                s.listed, s.found, s.unread_count, s.unread_hosts, s.unreadable, s.started_at + number, s.finished_at + number
            FROM sync_runs s CROSS JOIN copies
            """);

        var read = await world.Server.Services.GetRequiredService<SyncRunQueries>()
            .OfDaysAsync(TenantId.First, null, new(2026, 2, 1), new(2026, 3, 2), CancellationToken.None);

        Assert.Equal(301, Assert.Single(read).SourceId);
    }

    [Theory]
    [Engines]
    public async Task A_sync_of_one_host_proves_nothing_of_the_account_and_a_host_who_cannot_be_read_is_named(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.OnlyAsync(world.Maria());
        await world.SyncAsync("?from_date=2026-03-01");
        Assert.All(await LedgerAsync(world, "?from=2026-03-01"), row => Assert.Null(row.GetProperty("checked_at").GetString()));

        await world.Owner.SendAsync(HttpMethod.Patch, $"/api/v1/sources/{world.Source}", """{"config":{}}""");
        var igor = world.UserId("igor.volkov@sim.example");
        world.Fault(403, """{"code":200,"message":"No permission."}""", times: null, path: $"/v2/users/{igor}/recordings");
        await world.SyncAsync("?from_date=2026-03-01");
        Assert.All(await LedgerAsync(world, "?from=2026-03-01"), row =>
        {
            Assert.Equal("2026-03-02T09:00:00Z", row.GetProperty("checked_at").GetString());
            Assert.False(row.GetProperty("is_complete").GetBoolean());
            Assert.Equal(igor, Assert.Single(row.GetProperty("unread_hosts").EnumerateArray()).GetString());
        });

        world.Control.ClearFaults();
        _clock.Advance(TimeSpan.FromHours(1));
        await world.SyncAsync("?from_date=2026-03-02");
        var rows = await LedgerAsync(world, "?from=2026-03-01");
        Assert.Equal([false, true], rows.Select(row => row.GetProperty("is_complete").GetBoolean()));
        Assert.Equal("2026-03-02T10:00:00Z", rows[^1].GetProperty("checked_at").GetString());
    }

    [Theory]
    [Engines]
    public async Task A_second_sync_of_what_did_not_change_writes_no_row_of_the_ledger(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.SyncAsync("?from_date=2025-12-01");
        await using var watch = await WrittenRows.WatchAsync(world.Server);

        var task = await world.SyncAsync("?from_date=2025-12-01");

        Assert.Equal((0, 0), (task.Count("saved"), task.Count("updated")));
        Assert.NotEqual(0, task.Count("found"));
        Assert.Equal(0, await watch.CountAsync());
    }

    [Fact]
    public async Task The_proof_stays_when_its_source_is_removed_and_goes_with_its_connection()
    {
        await using var world = await SyncScene.StartAsync(TestEngine.Sqlite, _clock);
        await world.SyncAsync("?from_date=2026-03-01");

        await world.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/sources/{world.Source}");
        Assert.All(await LedgerAsync(world, "?from=2026-03-01"), row => Assert.True(row.GetProperty("is_complete").GetBoolean()));

        await world.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/credentials/{world.Credential}?force=true");
        Assert.Empty(await LedgerAsync(world, "?from=2026-03-01"));
        Assert.Equal(0, await world.Server.Database.FindAsync<long>("SELECT COUNT(*) FROM sync_runs", null, CancellationToken.None));
    }

    private static async Task<IReadOnlyList<JsonElement>> LedgerAsync(World world, string query) =>
        [.. (await world.GetAsync("/api/v1/ledger" + query)).EnumerateArray()];

    private static DateOnly Day(JsonElement row, string name) =>
        DateOnly.ParseExact(row.GetProperty(name).GetString()!, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
