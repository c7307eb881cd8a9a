using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Reconvene.Simulator;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>T10, T25: what others may read.</summary>
public sealed partial class SecrecyTests
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    [Fact]
    public async Task After_a_full_run_no_secret_stands_in_the_log_the_answers_or_the_files()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, CutAfterBytes = 1000 });
        rig.Zoom.AddFault(new FaultRule { Path = "/rec/download/*", Nth = 3, ExpireTokens = true });
        await rig.Zoom.HoldMeetingAsync(new HoldMeeting { Topic = "With secrets" }, CancellationToken.None);
        await rig.World.DrainAsync();
        rig.Zoom.Switches.RedirectLoop = true;
        await rig.Zoom.HoldMeetingAsync(new HoldMeeting { Topic = "In a circle" }, CancellationToken.None);
        await rig.World.DrainAsync();
        rig.Zoom.Switches.RedirectLoop = false;
        await rig.SettleAsync();
        await rig.World.Server.OwnerAsync();

        var written = new StringBuilder();
        foreach (var line in rig.World.Server.LogLines)
        {
            written.AppendLine(line);
        }

        var owner = await rig.World.Server.OwnerAsync();
        foreach (var path in new[]
        {
            "/api/v1/recordings?limit=300", "/api/v1/credentials", "/api/v1/sources", "/api/v1/tasks?limit=300",
            "/api/v1/zoom-apps", $"/api/v1/credentials/{rig.World.Credential}", "/openapi.json",
        })
        {
            var answer = await owner.SendAsync(HttpMethod.Get, path);
            Assert.True(answer.Code is 200, $"{path}: {answer.Code}");
            written.AppendLine(answer.Text);
        }

        await rig.World.Server.StopAsync();
        foreach (var path in DatabaseFiles(rig).Concat(
            Directory.EnumerateFiles(rig.World.Server.DataFolder, "*", SearchOption.AllDirectories)))
        {
            written.AppendLine(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path)));
        }

        var text = written.ToString();
        var found = Canaries(rig).Where(canary => text.Contains(canary.Form, StringComparison.Ordinal)).Select(canary => canary.Name);
        Assert.Empty(found.Concat(GivenTokens().Matches(text).Select(match => match.Value[..14])).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Under_umask_000_everything_on_disk_belongs_to_the_servers_user_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TestFolder();
        var data = Path.Combine(folder.Path, "data");
        await using var zoom = await ZoomSimulator.StartAsync(new SimulatorOptions(), CancellationToken.None);
        var before = SetUmask(0);
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.Path, "reconvene.json"),
                $$"""{"Zoom:ApiBaseUrl":"{{new Uri(zoom.Address, "/v2")}}","Zoom:OAuthUrl":"{{new Uri(zoom.Address, "/oauth")}}","Zoom:SpaceCalls":"false","Recordings:DiskReserveBytes":"0"}""");
            using var log = new CapturedLog();
            await using var rig = await FullRun.StartAsync(data, folder.Path, zoom, log);
            await rig.SyncAsync();

            var entries = Directory.EnumerateFileSystemEntries(data, "*", SearchOption.AllDirectories).Prepend(data).ToList();
            Assert.Contains(entries, path => path.EndsWith("reconvene.db", StringComparison.Ordinal));
            Assert.Contains(entries, path => path.EndsWith("reconvene.db-wal", StringComparison.Ordinal));
            Assert.Contains(entries, path => path.EndsWith(".mp4", StringComparison.Ordinal));
            Assert.Empty(entries.Where(path => (File.GetUnixFileMode(path) & Others) is not UnixFileMode.None)
                .Select(path => $"{Path.GetRelativePath(data, path)} {File.GetUnixFileMode(path)}"));
        }
        finally
        {
            _ = SetUmask(before);
        }
    }

    private static IEnumerable<string> DatabaseFiles(DownloadRig rig)
    {
        var main = DataSource().Match(rig.World.Server.DatabaseOptions.ConnectionString).Groups["path"].Value;
        return new[] { main, main + "-wal", main + "-shm" }.Where(File.Exists);
    }

    private static IEnumerable<(string Name, string Form)> Canaries(DownloadRig rig)
    {
        var world = rig.Zoom.World();
        var secrets = new[]
        {
            ("client secret", world.ClientSecret), ("webhook secret", world.WebhookSecret),
            ("password", ServerUnderTest.OwnerPassword),
            ("access token", "simtok_"), ("download token", "simdl_"), ("event's token", "simhooktok_"),
        };
        foreach (var (name, secret) in secrets)
        {
            var bytes = Encoding.UTF8.GetBytes(secret);
            yield return (name, secret);
            yield return ($"{name}, URL-encoded", Uri.EscapeDataString(secret));
            yield return ($"{name}, in hex", Convert.ToHexString(bytes));

            // What stands before a secret shifts its base64; of each shift the middle is the same for all.
            for (var shift = 0; shift < 3; shift++)
            {
                var base64 = Convert.ToBase64String([.. new byte[shift], .. bytes]);
                var middle = base64[(shift is 0 ? 0 : 4)..^4];
                if (middle.Length >= 8)
                {
                    yield return ($"{name}, base64", middle);
                }
            }
        }
    }

    [GeneratedRegex("sim(?:tok|dl|hooktok|secret|hook)_[A-Za-z0-9_-]+", RegexOptions.NonBacktracking)]
    private static partial Regex GivenTokens();

    [GeneratedRegex("Data Source=(?<path>[^;]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DataSource();

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetUmask(int mask);
}
