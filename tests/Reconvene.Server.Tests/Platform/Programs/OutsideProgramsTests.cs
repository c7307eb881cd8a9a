using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Reconvene.Server.Platform.Files;
using Reconvene.Server.Platform.Programs;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Programs;

public sealed class OutsideProgramsTests : IDisposable
{
    private static readonly ProgramLimits Limits = new(
        TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(10), MemoryBytes: 512L << 20, OutputBytes: 64 << 10);

    private readonly TestFolder _folder = new();
    private readonly DataFolder _data;
    private readonly OutsidePrograms _programs;

    public OutsideProgramsTests()
    {
        _data = new DataFolder(_folder.Path);
        _data.Claim(exclusively: false);
        _programs = new OutsidePrograms(_data, NullLogger<OutsidePrograms>.Instance);
    }

    [Fact]
    public async Task A_program_that_ends_gives_its_output_and_sees_an_empty_environment_and_a_folder_of_its_own()
    {
        Environment.SetEnvironmentVariable("RECONVENE_CANARY", "canary");
        var ended = await EndedAsync("echo words; echo trouble >&2; env; pwd; exit 3");

        Assert.Equal(3, ended.ExitCode);
        Assert.Equal("trouble", ended.Error);
        var lines = Encoding.UTF8.GetString(ended.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("words", lines[0]);
        var names = lines[1..^1].Select(line => line.Split('=')[0]).Except(["PWD", "SHLVL", "_", "OLDPWD"], StringComparer.Ordinal);
        Assert.Equal(["LANG", "PATH"], names.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.StartsWith(_data.TemporaryPath, lines[^1], StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_data.TemporaryPath));
    }

    [Fact]
    public async Task A_program_that_never_ends_is_ended_at_its_time()
    {
        var begun = Stopwatch.GetTimestamp();

        var stopped = Assert.IsType<ProgramOutcome.Stopped>(
            await RunAsync("exec sleep 7001", Limits with { Time = TimeSpan.FromSeconds(1) }));

        Assert.Contains("did not end within", stopped.Reason, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        AssertGone("7001");
    }

    [Fact]
    public async Task A_program_that_waits_for_a_pipe_that_nobody_writes_is_ended_at_its_time()
    {
        var stopped = Assert.IsType<ProgramOutcome.Stopped>(
            await RunAsync("mkfifo quiet; exec cat quiet", Limits with { Time = TimeSpan.FromSeconds(1) }));

        Assert.Contains("did not end within", stopped.Reason, StringComparison.Ordinal);
    }

    [NamespacesFact]
    public async Task Whatever_a_program_started_ends_with_it_even_what_ran_away()
    {
        // In a session of its own; once after the program's end, once with it.
        var ended = await EndedAsync("setsid sleep 7002 & echo done");
        Assert.Equal("done\n", Encoding.UTF8.GetString(ended.Output));
        Assert.IsType<ProgramOutcome.Stopped>(await RunAsync(
            "setsid sleep 7005 & wait; sleep 7005", Limits with { Time = TimeSpan.FromSeconds(1) }));

        AssertGone("7002");
        AssertGone("7005");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Children_of_a_program_end_with_it_even_without_namespaces(bool hasWalls)
    {
        var programs = hasWalls ? _programs : Unwalled();

        // In the background, one of them ignoring what is polite; the program itself is done at once, or ended at its time.
        var ended = Assert.IsType<ProgramOutcome.Ended>(await programs.RunAsync(
            "sh", ["-c", "(trap '' TERM HUP; sleep 7003) & sleep 7004 & echo done"], Limits, CancellationToken.None));
        Assert.Equal("done\n", Encoding.UTF8.GetString(ended.Output));
        Assert.IsType<ProgramOutcome.Stopped>(await programs.RunAsync(
            "sh", ["-c", "sleep 7006 & wait"], Limits with { Time = TimeSpan.FromSeconds(1) }, CancellationToken.None));

        AssertGone("7003");
        AssertGone("7004");
        AssertGone("7006");
    }

    [Fact]
    public async Task A_program_that_writes_without_end_is_ended_at_its_cap()
    {
        var stopped = Assert.IsType<ProgramOutcome.Stopped>(await RunAsync("exec cat /dev/zero", Limits));

        Assert.Contains("wrote more than 65536 bytes", stopped.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_complains_is_kept_up_to_a_cap_and_without_control_characters()
    {
        var ended = await EndedAsync("printf 'a\\033[31mb\\nc' >&2; head -c 1000000 /dev/zero | tr '\\0' x >&2");

        Assert.StartsWith("a [31mb c", ended.Error, StringComparison.Ordinal);
        Assert.InRange(ended.Error.Length, 1000, 8192);
    }

    [Fact]
    public async Task A_file_it_writes_cannot_grow_beyond_the_cap()
    {
        var ended = await EndedAsync("head -c 1000000 /dev/zero > big; wc -c < big");

        Assert.True(int.Parse(Encoding.UTF8.GetString(ended.Output), CultureInfo.InvariantCulture) <= Limits.OutputBytes);
    }

    [Fact]
    public async Task Memory_is_limited()
    {
        var ended = await EndedAsync("head -c 800000000 /dev/zero | tail -c 700000000 | wc -c");

        Assert.NotEqual("700000000", Encoding.UTF8.GetString(ended.Output).Trim(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_processor_s_time_is_limited()
    {
        var ended = await EndedAsync("while :; do :; done", Limits with { Cpu = TimeSpan.FromSeconds(1) });

        Assert.NotEqual(0, ended.ExitCode);
    }

    [Fact]
    public async Task A_cancelled_run_ends_at_once_and_leaves_nothing()
    {
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _programs.RunAsync(
            "sh", ["-c", "sleep 7007 & exec sleep 7008"], Limits, cancelled.Token));

        AssertGone("7007");
        AssertGone("7008");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_data.TemporaryPath));
    }

    [NamespacesFact]
    public async Task A_program_reaches_no_network_not_even_this_machine()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var ended = Assert.IsType<ProgramOutcome.Ended>(await _programs.RunAsync(
            "bash", ["-c", $"exec 3<>/dev/tcp/127.0.0.1/{port} && echo reached"], Limits, CancellationToken.None));

        Assert.NotEqual(0, ended.ExitCode);
        Assert.Empty(ended.Output);
        Assert.False(listener.Pending());

        // Not for want of a way: without the wall it gets there.
        Assert.IsType<ProgramOutcome.Ended>(await Unwalled().RunAsync(
            "bash", ["-c", $"exec 3<>/dev/tcp/127.0.0.1/{port}"], Limits, CancellationToken.None));
        Assert.True(listener.Pending());
    }

    [Fact]
    public async Task A_program_that_is_not_installed_is_named()
    {
        var outcome = await _programs.RunAsync("no-such-program", [], Limits, CancellationToken.None);

        Assert.Equal("no-such-program is not installed.", Assert.IsType<ProgramOutcome.NotThere>(outcome).Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_killed_server_left_of_a_run_is_removed_at_the_next_start_unless_it_may_be_anothers(bool isAlone)
    {
        using var data = new DataFolder(Path.Combine(_folder.Path, "another"));
        data.Claim(isAlone);
        var left = Path.Combine(data.TemporaryPath, OutsidePrograms.FolderPrefix + "left");
        var old = Path.Combine(data.TemporaryPath, OutsidePrograms.FolderPrefix + "old");
        Directory.CreateDirectory(left);
        Directory.CreateDirectory(old);
        await File.WriteAllTextAsync(Path.Combine(left, "frame"), "x");
        Directory.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));

        await new OutsidePrograms(data, NullLogger<OutsidePrograms>.Instance).StartAsync(CancellationToken.None);

        Assert.Equal((!isAlone, false), (Directory.Exists(left), Directory.Exists(old)));
    }

    [Fact]
    public async Task A_trial_that_cannot_begin_fails_or_hangs_is_no_wall_and_never_an_error()
    {
        var notRunnable = Path.Combine(_folder.Path, "not-runnable");
        await File.WriteAllTextAsync(notRunnable, "");
        var session = OutsidePrograms.Find("setsid")!;
        var begun = Stopwatch.GetTimestamp();

        Assert.True(await OutsidePrograms.IsAllowedAsync([session, OutsidePrograms.Find("true")!], Limits.Time));
        Assert.False(await OutsidePrograms.IsAllowedAsync([notRunnable], Limits.Time));
        Assert.False(await OutsidePrograms.IsAllowedAsync([session, OutsidePrograms.Find("false")!], Limits.Time));
        Assert.False(await OutsidePrograms.IsAllowedAsync(
            [session, OutsidePrograms.Find("sleep")!, "7009"], TimeSpan.FromMilliseconds(300)));

        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, Limits.Time);
        AssertGone("7009");
    }

    [Fact]
    public async Task Nodes_that_start_together_and_share_a_folder_do_not_stumble_over_what_the_other_removes()
    {
        for (var i = 0; i < 200; i++)
        {
            var old = Path.Combine(_data.TemporaryPath, $"{OutsidePrograms.FolderPrefix}{i}");
            Directory.CreateDirectory(Path.Combine(old, "frames"));
            Directory.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            new OutsidePrograms(_data, NullLogger<OutsidePrograms>.Instance).StartAsync(CancellationToken.None))));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_data.TemporaryPath));
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    private OutsidePrograms Unwalled() =>
        new(_data, NullLogger<OutsidePrograms>.Instance, () => Task.FromResult(Isolation.None));

    private Task<ProgramOutcome> RunAsync(string script, ProgramLimits limits) =>
        _programs.RunAsync("sh", ["-c", script], limits, CancellationToken.None);

    private async Task<ProgramOutcome.Ended> EndedAsync(string script, ProgramLimits? limits = null) =>
        Assert.IsType<ProgramOutcome.Ended>(await RunAsync(script, limits ?? Limits));

    /// <summary>No process of this machine has the argument.</summary>
    private static void AssertGone(string argument)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                var command = File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
                Assert.False(command is ["sleep", var told] && told == argument, $"sleep {argument} lives on as {folder}.");
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // Ended while it was looked at.
            }
        }
    }
}
