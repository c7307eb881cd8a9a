using System.CommandLine;
using System.Text;
using Reconvene.Output;

namespace Reconvene.Tests.Commands;

public sealed class UsageTests
{
    [Fact]
    public async Task Help_of_every_command_is_the_one_on_record()
    {
        var written = new StringBuilder();
        foreach (var path in Paths(CommandLine.Create(new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, IsRich: false)), []))
        {
            var ran = await Ran.WithAsync([.. path, "--help"]);
            Assert.Equal(ExitCodes.Done, ran.ExitCode);
            written.AppendLine($"# reconvene {string.Join(' ', path)}".TrimEnd()).AppendLine(ran.Out.TrimEnd()).AppendLine();
        }

        Snapshot.Check("help.txt", string.Join('\n', written.ToString().Split('\n').Select(line => line.TrimEnd())).TrimEnd() + "\n");
    }

    [Theory]
    [InlineData("bogus")]
    [InlineData("serve", "--bogus")]
    [InlineData("sync")]
    [InlineData("sync", "one")]
    [InlineData("sync", "1", "--from", "25.02.2026")]
    [InlineData("sync", "1", "--server", "localhost")]
    [InlineData("search")]
    [InlineData("search", "plan", "--from", "yesterday")]
    [InlineData("search", "plan", "--limit", "0")]
    [InlineData("check", "--credential", "mine")]
    [InlineData("simulate", "--webhook-target", "localhost")]
    [InlineData("api-key", "create", "mine", "--scope", "all")]
    [InlineData("setup")]
    [InlineData("invite")]
    [InlineData("invite", "ada@example.org", "--role", "operator")]
    [InlineData("users", "role", "3")]
    [InlineData("users", "remove", "ada")]
    [InlineData("tenants", "add", "School")]
    [InlineData("audit")]
    [InlineData()]
    public async Task Wrong_usage_ends_with_2_and_says_where_help_is(params string[] arguments)
    {
        var ran = await Ran.WithAsync(arguments);

        Assert.Equal(ExitCodes.WrongUsage, ran.ExitCode);
        Assert.Empty(ran.Out);
        Assert.Contains("--help`", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_that_is_none_is_named_with_an_example()
    {
        var ran = await Ran.WithAsync("sync", "1", "--from", "25.02.2026");

        Assert.Contains("--from '25.02.2026' is not a date: expected one like 2026-02-25.", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("somewhere")]
    [InlineData("postgres://")]
    [InlineData("mysql://root:hunter2secret@db/x")]
    public async Task A_database_that_is_no_address_is_refused_in_one_sentence_that_does_not_repeat_it(string database)
    {
        var ran = await Ran.WithAsync("serve", "--database", database);

        Assert.Equal(ExitCodes.StartRefused, ran.ExitCode);
        Assert.StartsWith("--database is not a PostgreSQL address: expected postgres://", ran.Error, StringComparison.Ordinal);
        Assert.Single(ran.Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("hunter2secret", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_printed_on_stdout()
    {
        var ran = await Ran.WithAsync("--version");

        Assert.Equal(ExitCodes.Done, ran.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", ran.Out);
    }

    private static IEnumerable<string[]> Paths(Command command, string[] path) =>
        command.Subcommands.SelectMany(child => Paths(child, [.. path, child.Name])).Prepend(path);
}
