using System.Data.Common;
using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Audit;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Audit;

public sealed class AuditTrailTests
{
    private const string Audit = "/api/v1/audit";

    [Theory]
    [Engines]
    public async Task A_deed_and_its_record_commit_together_or_not_at_all(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var before = await CountAsync(server);
        await using (var work = await server.Database.BeginAsync(CancellationToken.None))
        {
            var trail = (AuditTrail)server.Services.GetService(typeof(AuditTrail))!;
            await trail.RecordAsync(work, new(TenantId.First, AuditActor.Server, "thing.undone", "thing:0"), CancellationToken.None);
        }

        await server.DoAsync("thing:1");

        Assert.Equal(before + 1, await CountAsync(server));
        Assert.Equal(before + 1, await server.Database.FindAsync<long>("SELECT MAX(sequence) FROM audit_entries", null, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task Many_deeds_at_once_make_one_chain_without_a_gap(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            server.DoAsync(string.Create(CultureInfo.InvariantCulture, $"thing:{i}")))));

        var rows = await RowsAsync(server);
        Assert.Equal(Enumerable.Range(1, rows.Count).Select(number => (long)number), rows.Select(row => row.Sequence));
        var hash = AuditChain.Start();
        foreach (var row in rows)
        {
            hash = AuditChain.Next(hash, row);
            Assert.Equal(hash, row.Hash);
        }
    }

    [Theory]
    [Engines]
    public async Task The_database_itself_refuses_to_change_or_remove_an_entry(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        await server.DoAsync("thing:1");

        foreach (var sql in new[] { "UPDATE audit_entries SET subject = 'x'", "DELETE FROM audit_entries", "DELETE FROM audit_heads" })
        {
            var refused = await Assert.ThrowsAnyAsync<DbException>(async () =>
            {
                await using var work = await server.Database.BeginAsync(CancellationToken.None);
                await work.ExecuteAsync(sql, null, CancellationToken.None);
            });
            Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [Engines]
    public async Task The_list_goes_page_by_page_and_narrows_by_action_subject_and_day(TestEngine engine)
    {
        var clock = new TestClock();
        await using var server = await ServerUnderTest.StartAsync(engine, clock);
        var owner = await server.OwnerAsync();
        await server.DoSomeAsync(3);
        clock.Advance(TimeSpan.FromDays(1));
        owner = await server.OwnerAsync();
        await server.DoAsync("thing:4", new { Count = 7, Name = "a\nb" });

        var first = (await owner.SendAsync(HttpMethod.Get, $"{Audit}?limit=3&action=thing.done")).Json;
        var second = (await owner.SendAsync(HttpMethod.Get, $"{Audit}?limit=3&action=thing.done&cursor={first.GetProperty("next_cursor").GetString()}")).Json;
        var subject = (await owner.SendAsync(HttpMethod.Get, $"{Audit}?subject=thing:2")).Json;
        var today = (await owner.SendAsync(HttpMethod.Get, $"{Audit}?action=thing.done&from=2026-03-03&to=2026-03-03")).Json;

        Assert.Equal(["thing:4", "thing:3", "thing:2"], Subjects(first), StringComparer.Ordinal);
        Assert.Equal(["thing:1"], Subjects(second), StringComparer.Ordinal);
        Assert.Equal(["thing:2"], Subjects(subject), StringComparer.Ordinal);
        Assert.Equal(["thing:4"], Subjects(today), StringComparer.Ordinal);
        var entry = today.GetProperty("items")[0];
        Assert.Equal((7, "a\nb"), (entry.GetProperty("detail").GetProperty("count").GetInt32(), entry.GetProperty("detail").GetProperty("name").GetString()));
        Assert.Equal(("server", "2026-03-03T09:00:00Z"), (entry.GetProperty("actor").GetProperty("kind").GetString(), entry.GetProperty("at").GetString()));
        Assert.Equal(["from"], (await owner.SendAsync(HttpMethod.Get, $"{Audit}?from=yesterday")).Fields);
    }

    [Theory]
    [Engines]
    public async Task Only_owners_read_it_and_only_their_own_tenants(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        await server.DoAsync("thing:of-the-first");
        var foreigner = server.Client(await server.AddPersonAsync(Role.Owner, tenant: 2));

        foreach (var role in new[] { Role.Viewer, Role.Editor })
        {
            Assert.Equal(403, (await server.Client(await server.AddPersonAsync(role)).SendAsync(HttpMethod.Get, Audit)).Code);
        }

        Assert.Empty(Subjects((await foreigner.SendAsync(HttpMethod.Get, Audit)).Json));
    }

    [Theory]
    [Engines]
    public async Task What_would_steer_a_terminal_is_written_out_and_a_detail_too_long_keeps_its_beginning(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);

        await server.DoAsync("thing:\u001b[31m\r\n\u202eevil", new { Topic = "\u001b[31m\n\0" + new string('x', 5_000) });

        var row = (await RowsAsync(server))[^1];
        Assert.Equal("thing:\\u001b[31m\\u000d\\u000a\\u202eevil", row.Subject);
        Assert.StartsWith("{\"was_length\":", row.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(row.Detail!, char.IsControl);
    }

    private static IEnumerable<string?> Subjects(System.Text.Json.JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("subject").GetString());

    private static Task<long> CountAsync(ServerUnderTest server) =>
        server.Database.FindAsync<long>("SELECT COUNT(*) FROM audit_entries", null, CancellationToken.None);

    private static Task<IReadOnlyList<AuditRow>> RowsAsync(ServerUnderTest server) => server.Database.QueryAsync<AuditRow>(
        """
        SELECT tenant_id, sequence, happened_at, actor_kind, actor_user_id, actor_mark, action, subject, detail, hash
        FROM audit_entries ORDER BY sequence
        """,
        null,
        CancellationToken.None);
}
