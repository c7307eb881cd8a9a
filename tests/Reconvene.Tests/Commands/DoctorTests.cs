using System.Text.Json;
using Reconvene.Testing;

namespace Reconvene.Tests.Commands;

public sealed class DoctorTests
{
    [Fact]
    public async Task A_machine_without_data_is_healthy_and_nothing_is_made()
    {
        using var folder = new TestFolder();
        var data = Path.Combine(folder.Path, "data");

        var ran = await Ran.WithAsync("doctor", "--data", data, "--json");

        Assert.Equal(ExitCodes.Done, ran.ExitCode);
        using var told = JsonDocument.Parse(ran.Out);
        Assert.True(told.RootElement.GetProperty("healthy").GetBoolean());
        Assert.Equal("off", State(told, "data folder"));
        Assert.Equal("off", State(told, "database"));
        Assert.Equal("ok", State(told, "SQLite"));
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task Every_check_stands_in_the_table_with_its_state()
    {
        using var folder = new TestFolder();

        var ran = await Ran.WithAsync("doctor", "--data", Path.Combine(folder.Path, "data"));

        foreach (var name in new[] { ".NET", "SQLite", "clock", "data folder", "disk", "master key", "database", "outside programs", "ffmpeg", "chromium", "weasyprint" })
        {
            Assert.Matches($@"(?m)^{System.Text.RegularExpressions.Regex.Escape(name)} +(ok|off|warning) +\S", ran.Out);
        }
    }

    [Fact]
    public async Task A_data_folder_that_others_can_read_is_red_and_ends_with_1()
    {
        using var folder = new TestFolder();
        Loosen(folder.Path);

        var ran = await Ran.WithAsync("doctor", "--data", folder.Path, "--json");

        Assert.Equal(ExitCodes.Failed, ran.ExitCode);
        using var told = JsonDocument.Parse(ran.Out);
        Assert.False(told.RootElement.GetProperty("healthy").GetBoolean());
        Assert.Equal("red", State(told, "data folder"));
    }

    [Fact]
    public async Task A_master_key_that_is_none_is_red_and_not_repeated()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "master.key"), "canary-not-a-key");

        var ran = await Ran.WithAsync("doctor", "--data", folder.Path, "--json");

        Assert.Equal(ExitCodes.Failed, ran.ExitCode);
        Assert.DoesNotContain("canary", ran.Out, StringComparison.Ordinal);
        using var told = JsonDocument.Parse(ran.Out);
        Assert.Equal("red", State(told, "master key"));
    }

    [Fact]
    public async Task A_postgres_that_does_not_answer_is_red_and_its_password_is_not_repeated()
    {
        using var folder = new TestFolder();

        var ran = await Ran.WithAsync(
            "doctor", "--data", folder.Path, "--database", "Host=127.0.0.1;Port=1;Database=x;Username=u;Password=canary", "--json");

        Assert.Equal(ExitCodes.Failed, ran.ExitCode);
        Assert.DoesNotContain("canary", ran.Out, StringComparison.Ordinal);
        using var told = JsonDocument.Parse(ran.Out);
        Assert.Equal("red", State(told, "database"));
    }

    [Fact]
    public async Task A_damaged_database_is_red_and_says_which_file_to_mend_and_how()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "reconvene.db");
        await File.WriteAllBytesAsync(file, Enumerable.Repeat((byte)'x', 8192).ToArray());

        var ran = await Ran.WithAsync("doctor", "--data", folder.Path, "--json");

        Assert.Equal(ExitCodes.Failed, ran.ExitCode);
        using var told = JsonDocument.Parse(ran.Out);
        Assert.Equal("red", State(told, "database"));
        Assert.Contains($"sqlite3 {file} .recover", ran.Out, StringComparison.Ordinal);
    }

    private static void Loosen(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.OtherRead);
        }
    }

    private static string? State(JsonDocument told, string name) => told.RootElement.GetProperty("checks").EnumerateArray()
        .Single(check => check.GetProperty("name").GetString() == name)
        .GetProperty("state").GetString();
}
