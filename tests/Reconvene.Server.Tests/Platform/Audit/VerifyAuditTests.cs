using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Audit;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Audit;

/// <summary>T50: by someone who can write the database as they like, triggers and all.</summary>
public sealed class VerifyAuditTests
{
    [Theory]
    [Engines]
    public async Task A_trail_that_nobody_touched_is_whole_over_restarts_and_pages(TestEngine engine)
    {
        await using var server = await WithEntriesAsync(engine, 1_001);
        await server.DoAsync("thing:elsewhere", tenant: await SecondTenantAsync(server));
        await server.RestartAsync();
        await server.DoAsync("thing:later");

        var verdicts = await VerifyAsync(server);

        Assert.All(verdicts, verdict => Assert.Null(verdict.Break));
        Assert.Equal([1_002L, 1L], verdicts.Select(verdict => verdict.Entries));
    }

    [Theory]
    [Engines]
    public async Task An_edited_entry_is_named(TestEngine engine)
    {
        await using var server = await WithEntriesAsync(engine, 9);
        await SayAsync(server, "UPDATE audit_entries SET subject = 'thing:other' WHERE sequence = 4");

        await BrokenAsync(server, 4, AuditBreakKind.Changed);
    }

    [Theory]
    [Engines]
    public async Task A_removed_entry_is_named(TestEngine engine)
    {
        await using var server = await WithEntriesAsync(engine, 9);
        await SayAsync(server, "DELETE FROM audit_entries WHERE sequence = 4");

        await BrokenAsync(server, 4, AuditBreakKind.Missing);
    }

    [Theory]
    [Engines]
    public async Task A_removed_entry_whose_gap_was_closed_is_named(TestEngine engine)
    {
        await using var server = await WithEntriesAsync(engine, 9);
        await SayAsync(server, "DELETE FROM audit_entries WHERE sequence = 4");
        for (var number = 5; number <= 9; number++)
        {
            await SayAsync(server, string.Create(CultureInfo.InvariantCulture, $"UPDATE audit_entries SET sequence = {number - 1} WHERE sequence = {number}"));
        }

        await BrokenAsync(server, 4, AuditBreakKind.Changed);
    }

    [Theory]
    [Engines]
    public async Task Two_entries_in_each_others_place_are_named(TestEngine engine)
    {
        await using var server = await WithEntriesAsync(engine, 9);
        await SayAsync(server, "UPDATE audit_entries SET sequence = 99 WHERE sequence = 4");
        await SayAsync(server, "UPDATE audit_entries SET sequence = 4 WHERE sequence = 5");
        await SayAsync(server, "UPDATE audit_entries SET sequence = 5 WHERE sequence = 99");

        await BrokenAsync(server, 4, AuditBreakKind.Changed);
    }

    [Theory]
    [Engines]
    public async Task An_entry_put_in_between_with_a_right_hash_shows_in_the_next(TestEngine engine)
    {
        await using var server = await WithEntriesAsync(engine, 9);
        for (var number = 9; number >= 4; number--)
        {
            await SayAsync(server, string.Create(CultureInfo.InvariantCulture, $"UPDATE audit_entries SET sequence = {number + 1} WHERE sequence = {number}"));
        }

        await PutAsync(server, 4);

        await BrokenAsync(server, 5, AuditBreakKind.Changed);
    }

    [Theory]
    [Engines]
    public async Task An_entry_put_at_the_end_or_before_the_first_is_named(TestEngine engine)
    {
        await using var server = await WithEntriesAsync(engine, 9);
        await PutAsync(server, 10);
        await BrokenAsync(server, 10, AuditBreakKind.Added);

        await SayAsync(server, "UPDATE audit_entries SET sequence = 0 WHERE sequence = 10");
        await BrokenAsync(server, 0, AuditBreakKind.Added);
    }

    [Theory]
    [Engines]
    public async Task A_tail_cut_off_with_its_head_moved_back_is_named(TestEngine engine)
    {
        await using var server = await WithEntriesAsync(engine, 9);
        await server.Services.GetRequiredService<AuditHeads>().WriteAsync(CancellationToken.None);
        await CutAfterAsync(server, 6);

        await BrokenAsync(server, 7, AuditBreakKind.CutOff);
    }

    [Theory]
    [Engines]
    public async Task A_tail_cut_off_without_its_head_is_named_even_before_it_was_written_out(TestEngine engine)
    {
        await using var server = await WithEntriesAsync(engine, 9);
        await SayAsync(server, "DELETE FROM audit_entries WHERE sequence > 6");

        await BrokenAsync(server, 7, AuditBreakKind.CutOff);
    }

    [Theory]
    [Engines]
    public async Task A_chain_written_anew_from_some_place_on_is_named_by_the_end_that_was_seen(TestEngine engine)
    {
        await using var server = await WithEntriesAsync(engine, 9);
        await server.Services.GetRequiredService<AuditHeads>().WriteAsync(CancellationToken.None);
        await CutAfterAsync(server, 6);
        await server.DoSomeAsync(5);

        await BrokenAsync(server, 9, AuditBreakKind.Rewritten);
    }

    [Theory]
    [Engines]
    public async Task The_ends_are_written_out_each_time_they_grew_and_when_the_server_stops(TestEngine engine)
    {
        var clock = new TestClock();
        await using var server = await ServerUnderTest.StartAsync(engine, clock);
        var heads = server.Services.GetRequiredService<AuditHeads>();
        await server.DoSomeAsync(2);
        await heads.WriteAsync(CancellationToken.None);
        await heads.WriteAsync(CancellationToken.None);
        await server.DoSomeAsync(1);
        await server.StopAsync();

        var marks = await new AuditHeadFile(server.DataFolder).ReadAsync(CancellationToken.None);

        Assert.Equal([2L, 3L], marks.Select(mark => mark.Sequence).TakeLast(2));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(server.DataFolder, AuditHeadFile.Name)));
        Assert.Contains(server.LogLines, line => line.Contains(marks[^1].Hash, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_cut_by_a_power_failure_is_passed_over_and_one_that_is_not_ours_is_refused()
    {
        using var folder = new TestFolder();
        var file = new AuditHeadFile(folder.Path);
        await file.AppendAsync([new(1, 1, "aa", default)], CancellationToken.None);
        await File.AppendAllTextAsync(file.Path, """{"tenant":1,"sequ""");
        Assert.Single(await file.ReadAsync(CancellationToken.None));

        await file.AppendAsync([new(1, 2, "bb", default)], CancellationToken.None);
        Assert.Equal([1L, 2L], (await file.ReadAsync(CancellationToken.None)).Select(mark => mark.Sequence));

        await File.AppendAllTextAsync(file.Path, "evil\n");
        var refused = await Assert.ThrowsAsync<AuditRefusedException>(() => file.ReadAsync(CancellationToken.None));
        Assert.StartsWith("Line 3 of ", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<ServerUnderTest> WithEntriesAsync(TestEngine engine, int count)
    {
        var server = await ServerUnderTest.StartAsync(engine, new TestClock());
        await server.DoSomeAsync(count);
        return server;
    }

    private static async Task<TenantId> SecondTenantAsync(ServerUnderTest server)
    {
        await server.AddPersonAsync(Role.Owner, tenant: 2);
        return new TenantId(2);
    }

    private static Task<IReadOnlyList<AuditVerdict>> VerifyAsync(ServerUnderTest server) =>
        server.Services.GetRequiredService<VerifyAudit>().RunAsync(CancellationToken.None);

    private static async Task BrokenAsync(ServerUnderTest server, long sequence, AuditBreakKind kind)
    {
        var verdict = Assert.Single(await VerifyAsync(server));
        Assert.NotNull(verdict.Break);
        Assert.Equal((sequence, kind), (verdict.Break.Sequence, verdict.Break.Kind));
        Assert.Contains(sequence.ToString(CultureInfo.InvariantCulture), verdict.Break.Message, StringComparison.Ordinal);
    }

    private static async Task CutAfterAsync(ServerUnderTest server, long sequence)
    {
        await SayAsync(server, string.Create(CultureInfo.InvariantCulture, $"DELETE FROM audit_entries WHERE sequence > {sequence}"));
        await SayAsync(server, string.Create(
            CultureInfo.InvariantCulture,
            $"UPDATE audit_heads SET sequence = {sequence}, hash = (SELECT e.hash FROM audit_entries e WHERE e.sequence = {sequence})"));
    }

    /// <summary>An entry as the server would have made it after the one before its place.</summary>
    private static async Task PutAsync(ServerUnderTest server, long sequence)
    {
        var before = await server.Database.FindAsync<AuditRow>(
            "SELECT hash FROM audit_entries WHERE sequence = @before", new { before = sequence - 1 }, CancellationToken.None);
        var row = new AuditRow
        {
            TenantId = TenantId.First,
            Sequence = sequence,
            HappenedAt = DateTimeOffset.UnixEpoch,
            ActorKind = "server",
            Action = "thing.done",
            Subject = "thing:forged",
        };
        await using var work = await server.Database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(
            """
            INSERT INTO audit_entries (tenant_id, sequence, happened_at, actor_kind, action, subject, hash)
            VALUES (@TenantId, @Sequence, @HappenedAt, @ActorKind, @Action, @Subject, @hash)
            """,
            new { row.TenantId, row.Sequence, row.HappenedAt, row.ActorKind, row.Action, row.Subject, hash = AuditChain.Next(before!.Hash, row) },
            CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }

    private static async Task SayAsync(ServerUnderTest server, string sql)
    {
        await using var work = await server.Database.BeginAsync(CancellationToken.None);
        if (server.DatabaseOptions.Engine is Reconvene.Server.Platform.Data.Engine.Sqlite)
        {
            await work.ExecuteAsync("DROP TRIGGER IF EXISTS audit_entries_stay; DROP TRIGGER IF EXISTS audit_entries_remain", null, CancellationToken.None);
        }
        else
        {
            await work.ExecuteAsync("ALTER TABLE audit_entries DISABLE TRIGGER ALL", null, CancellationToken.None);
        }

        await work.ExecuteAsync(sql, null, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }
}
