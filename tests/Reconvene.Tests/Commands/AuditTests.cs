using System.Text.Json;
using Microsoft.Data.Sqlite;
using Reconvene.Server.Platform.Data;
using Reconvene.Testing;

namespace Reconvene.Tests.Commands;

public sealed class AuditTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Data => Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_whole_trail_ends_with_0_and_a_changed_one_with_1_and_names_the_place()
    {
        Assert.Equal(ExitCodes.Done, (await Ran.WithAsync("setup", "--email", "owner@example.org", "--data", Data)).ExitCode);

        var whole = await Ran.WithAsync("audit", "verify", "--data", Data, "--json");
        await TamperAsync("UPDATE audit_entries SET action = 'setup.forged'");
        var broken = await Ran.WithAsync("audit", "verify", "--data", Data, "--json");
        var table = await Ran.WithAsync("audit", "verify", "--data", Data);

        Assert.Equal((ExitCodes.Done, ExitCodes.Failed, ExitCodes.Failed), (whole.ExitCode, broken.ExitCode, table.ExitCode));
        using var told = JsonDocument.Parse(whole.Out);
        Assert.True(told.RootElement.GetProperty("whole").GetBoolean());
        Assert.Equal(1, told.RootElement.GetProperty("chains")[0].GetProperty("entries").GetInt64());
        using var found = JsonDocument.Parse(broken.Out);
        var place = found.RootElement.GetProperty("chains")[0].GetProperty("break");
        Assert.Equal((1, "changed"), (place.GetProperty("sequence").GetInt64(), place.GetProperty("kind").GetString()));
        Assert.Matches(@"(?m)^1 +0 +BROKEN: Entry 1 ", table.Out);
    }

    [Fact]
    public async Task Data_that_is_not_there_is_refused_in_a_sentence_and_nothing_is_made()
    {
        var ran = await Ran.WithAsync("audit", "verify", "--data", Data);

        Assert.Equal(ExitCodes.Failed, ran.ExitCode);
        Assert.StartsWith($"There is no database in {Data}", ran.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task The_trail_is_listed_in_one_line_an_entry_whatever_stands_in_it()
    {
        await using var server = await StandIn.StartAsync(
            200,
            "application/json",
            """
            {"items":[
              {"sequence":8,"at":"2026-03-02T09:00:00Z","actor":{"kind":"anonymous","user_id":null,"key_prefix":null,"address":"192.0.2.1"},
               "action":"login.refused","subject":"user:3","detail":{"x":"a\u001b[31m\nb"},"hash":"00"},
              {"sequence":7,"at":"2026-03-02T08:00:00Z","actor":{"kind":"api_key","user_id":3,"key_prefix":"rcv_abc","address":null},
               "action":"user.removed","subject":"user:4","detail":null,"hash":"00"}],"next_cursor":null}
            """);

        var ran = await Ran.WithAsync("audit", "list", "--action", "login.refused", "--count", "1", "--server", server.Address, "--api-key", "key");

        Assert.Equal(ExitCodes.Done, ran.ExitCode);
        Assert.Equal(2, ran.Out.TrimEnd().Split('\n').Length);
        Assert.Matches(@"(?m)^8 +2026-03-02 09:00:00Z +anonymous 192\.0\.2\.1 +login\.refused +user:3", ran.Out);
        Assert.DoesNotContain('\u001b', ran.Out);
        Assert.Equal("GET /api/v1/audit?limit=300&action=login.refused Bearer key", Assert.Single(server.Seen));
    }

    private async Task TamperAsync(string sql)
    {
        await using var connection = new SqliteConnection(SqliteSettings.ConnectionString(Path.Combine(Data, "reconvene.db")));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own words.
        command.CommandText = $"DROP TRIGGER audit_entries_stay; {sql}";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
