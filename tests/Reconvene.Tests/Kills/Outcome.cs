using System.Security.Cryptography;
using Reconvene.Client;
using Reconvene.Client.Ledger;
using Reconvene.Client.Recordings;
using Reconvene.Client.Tasks;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Tests.Kills;

/// <summary>How everything stands when all work has ended, and what must be true of it however often the server died.</summary>
internal sealed record Outcome
{
    private const long MarkEveryBytes = 16L << 20;
    private static readonly string[] Ended = ["ready", "held", "waiting"];

    public required Stage Stage { get; init; }

    public required IReadOnlyList<TaskView> Tasks { get; init; }

    public required IReadOnlyList<RecordingView> Recordings { get; init; }

    public required IReadOnlyList<LedgerDay> Ledger { get; init; }

    public required string Errors { get; init; }

    public static async Task<Outcome> ReadAsync(
        Stage stage, ReconveneClient client, IReadOnlyList<TaskView> tasks, string errors)
    {
        var from = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-45);
        var stop = CancellationToken.None;
        return new Outcome
        {
            Stage = stage,
            Tasks = tasks,
            Recordings = await client.ListAsync<RecordingView>("api/v1/recordings?limit=300", stop).ToListAsync(stop),
            Ledger = await client.GetAsync<IReadOnlyList<LedgerDay>>(
                $"api/v1/ledger?credential_id={stage.Credential}&from={from:O}", stop),
            Errors = errors,
        };
    }

    /// <summary>Everything that Zoom has came, once.</summary>
    public async Task AssertWholeAsync(params IReadOnlyList<Death> deaths)
    {
        AssertTasks();
        var files = FilesAtZoom();
        AssertNothingMissing(files.Count);
        Assert.Equal(files.Select(file => file.Sha256).Order(StringComparer.Ordinal), await MediaAsync(), StringComparer.Ordinal);

        // Where nodes share the folder, what a killed one left of a program is removed by a later start.
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(Path.Combine(Stage.DataFolder, "tmp")),
            left => !Path.GetFileName(left).StartsWith("program-", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(
            Path.Combine(Stage.DataFolder, "media"), "*.part~", SearchOption.AllDirectories));
        await AssertMadeOnceAsync();
        AssertFetchedOnce(files, deaths);
    }

    public void AssertTasks() => Assert.All(
        Tasks, task => Assert.True(task.State is TaskStates.Success, $"{task}\n{Errors}"));

    /// <summary>The finished files of the recordings that we know of.</summary>
    private List<FileView> FilesAtZoom()
    {
        var known = Recordings.Select(recording => recording.MeetingUuid).ToHashSet(StringComparer.Ordinal);
        return [.. Stage.Control.Files().Where(
            file => file is { IsProcessing: false, IsTrashed: false } && known.Contains(file.MeetingUuid))];
    }

    private void AssertNothingMissing(int files)
    {
        Assert.NotEmpty(Recordings);
        Assert.All(Recordings, recording => Assert.Contains(recording.State, Ended, StringComparer.Ordinal));
        Assert.All(Ledger, day => Assert.Empty(day.Missing));
        Assert.Equal(0, Ledger.Sum(day => day.Queued));
        Assert.Equal(files, Ledger.Sum(day => day.Held));
    }

    private async Task<IReadOnlyList<string>> MediaAsync()
    {
        var hashes = new List<string>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Stage.DataFolder, "media"), "*", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) is not "installation.id"))
        {
            await using var file = File.OpenRead(path);
            hashes.Add(Convert.ToHexStringLower(await SHA256.HashDataAsync(file)));
        }

        hashes.Sort(StringComparer.Ordinal);
        return hashes;
    }

    private async Task AssertMadeOnceAsync()
    {
        Assert.All(Recordings, recording => Assert.True(recording.Deliverables.Count <= 1));
        Assert.All(
            Recordings.Where(recording => recording.State is "ready"),
            recording => Assert.True(recording is { Transcript: not null, Deliverables.Count: 1 }));
        Assert.Equal(0, await Held.CountAsync(Stage.Database, "SELECT COUNT(*) FROM deliverables WHERE version > 1"));
        Assert.Equal(0, await Held.CountAsync(
            Stage.Database,
            "SELECT COUNT(*) FROM (SELECT recording_id FROM transcripts GROUP BY recording_id HAVING COUNT(*) > 1) twice"));
        Assert.Equal(0, await Held.CountAsync(Stage.Database, "SELECT COUNT(*) FROM jobs WHERE state IN ('open', 'running')"));
    }

    /// <summary>
    /// Counted by where requests begin, not by what was sent: much of that stood unread in the sockets of a process that
    /// died.
    /// </summary>
    private void AssertFetchedOnce(IReadOnlyList<FileView> files, IReadOnlyList<Death> deaths)
    {
        var log = Stage.Control.Log;
        foreach (var file in files)
        {
            var name = file.DownloadPath[(file.DownloadPath.LastIndexOf('/') + 1)..];
            var requests = log.Where(request => request.Path.Contains(name, StringComparison.Ordinal)).ToList();
            Assert.True(requests.Sum(request => request.BytesSent) >= file.LengthBytes);
            Assert.InRange(
                requests.Count(request => request.BytesSent >= file.LengthBytes),
                0,
                1 + deaths.Count(death => file.Id is null || !death.Held.Contains(file.Id)));
            foreach (var death in deaths.Where(death => file.Id is not null && death.Gathered.ContainsKey(file.Id)))
            {
                // None, when a node that lived was at it: that it came whole is looked at for itself.
                if (requests.Find(request => request.Number > death.Requests) is { } next)
                {
                    Assert.InRange(death.Gathered[file.Id!] - next.FirstByte(), 0, MarkEveryBytes);
                }
            }

            var held = deaths.FirstOrDefault(death => file.Id is not null && death.Held.Contains(file.Id));
            if (held is not null)
            {
                Assert.DoesNotContain(requests, request => request.Number > held.Requests);
            }
        }
    }
}
