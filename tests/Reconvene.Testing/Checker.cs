using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Recordings;
using Xunit;

namespace Reconvene.Testing;

/// <summary>
/// What must be true whenever the server is at rest, whatever happened before: the disk holds what the record says and
/// nothing else, no file is unaccounted for, no job is lost, the audit trail is whole.
/// </summary>
internal sealed class Checker
{
    private readonly ServerUnderTest _server;
    private readonly List<string> _faults = [];

    private Checker(ServerUnderTest server) => _server = server;

    /// <summary>Fails with every broken promise at once. Drain the server first.</summary>
    public static async Task CheckAsync(ServerUnderTest server)
    {
        var checker = new Checker(server);
        var files = await checker.FilesAsync();
        await checker.CheckHeldAsync(files);
        checker.CheckDisk(files);
        checker.CheckStates(files);
        await checker.CheckJobsAsync();
        await checker.CheckAuditAsync();
        Assert.True(checker._faults.Count is 0, string.Join('\n', checker._faults));
    }

    private MediaFiles Media => _server.Services.GetRequiredService<MediaFiles>();

    /// <summary>What is held has Zoom's length and the right SHA-256.</summary>
    private async Task CheckHeldAsync(IReadOnlyList<FileRow> files)
    {
        foreach (var file in files.Where(file => file.State is FileState.Held))
        {
            var path = PathOf(file);
            if (!File.Exists(path))
            {
                _faults.Add($"{file} is held and not on the disk ({path}).");
                continue;
            }

            await using var stream = File.OpenRead(path);
            Expect(stream.Length == file.HeldBytes, $"{file} has {stream.Length} bytes, on record are {file.HeldBytes}.");
            Expect(
                file.ListedBytes is null || file.ListedBytes == stream.Length,
                $"{file} has {stream.Length} bytes, Zoom lists {file.ListedBytes}.");
            var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream));
            Expect(sha256 == file.Sha256, $"{file} has another SHA-256 than the one on record.");
        }
    }

    /// <summary>The media folder holds what is held, and pieces only of what is still to be fetched.</summary>
    private void CheckDisk(IReadOnlyList<FileRow> files)
    {
        var held = files.Where(file => file.State is FileState.Held).Select(PathOf).ToHashSet(StringComparer.Ordinal);
        var pieces = files.Where(file => file.State is FileState.Queued)
            .Select(file => Media.PartialOf(file.TenantId, file.RecordingId, file.Id))
            .ToHashSet(StringComparer.Ordinal);
        var there = Directory.EnumerateFiles(Media.Root, "*", SearchOption.AllDirectories).ToList();
        there.RemoveAll(path => Path.GetDirectoryName(path) == Path.TrimEndingDirectorySeparator(Media.Root));

        // What stays until a new one is whole: what is left of a damaged file, or what Zoom had before.
        var aside = files.Where(file => file.State is FileState.Queued or FileState.Missing)
            .Select(file => Media.AsideOf(file.TenantId, file.RecordingId, file.Id))
            .Concat(files.Where(file => file.State is FileState.Queued or FileState.Missing).Select(PathOf))
            .ToHashSet(StringComparer.Ordinal);
        _faults.AddRange(there.Where(path => !held.Contains(path) && !pieces.Contains(path) && !aside.Contains(path))
            .Select(path => $"{path} is on the disk and not on record."));
        var used = there.Where(held.Contains).Sum(path => new FileInfo(path).Length);
        var onRecord = files.Where(file => file.State is FileState.Held).Sum(file => file.HeldBytes ?? 0);
        Expect(used == onRecord, $"The disk holds {used} bytes of media, on record are {onRecord}.");
        _faults.AddRange(Directory.EnumerateFiles(Path.Combine(_server.DataFolder, "tmp"), "*", SearchOption.AllDirectories)
            .Select(path => $"{path} is a temporary file that nobody owns any more."));
    }

    private void CheckStates(IReadOnlyList<FileRow> files) =>
        _faults.AddRange(files
            .Where(file => file.State is FileState.Missing && string.IsNullOrWhiteSpace(file.Reason))
            .Select(file => $"{file} is {file.State} without a reason."));

    /// <summary>Every job is finished, open or given up with a reason; what is queued has a job that fetches it.</summary>
    private async Task CheckJobsAsync()
    {
        var jobs = await _server.Database.QueryAsync<JobRow>(
            "SELECT id, kind, subject, state, failure_reason, attempts FROM jobs ORDER BY created_at, id",
            null,
            CancellationToken.None);
        foreach (var job in jobs)
        {
            Expect(job.State is not "running", $"{job} is still running: drain the server first.");
            var mustSay = job.State is "given_up" || (job.State is "open" && job.Attempts > 0);
            Expect(!mustSay || !string.IsNullOrWhiteSpace(job.FailureReason), $"{job} says no reason.");
        }

        var queued = await _server.Database.QueryAsync<RecordingId>(
            "SELECT DISTINCT recording_id FROM recording_files WHERE state = 'queued'", null, CancellationToken.None);
        foreach (var recording in queued)
        {
            var subject = RecordingSubject.Of(recording);
            var last = jobs.LastOrDefault(job => job.Kind is StartProcessing.Job && job.Subject == subject);
            Expect(
                last?.State is "open" or "given_up",
                $"Recording {recording.Value} has files to fetch, and no job is open or given up for it.");
        }

        var silent = await _server.Database.QueryAsync<RecordingId>(
            """
            SELECT id FROM recordings
            WHERE state = 'downloading' OR (state IN ('needs_attention', 'needs_reauth', 'gone_at_zoom') AND COALESCE(reason, '') = '')
            """,
            null,
            CancellationToken.None);
        _faults.AddRange(silent.Select(id => $"Recording {id.Value} says it is at work, or in need, and not why."));
    }

    /// <summary>Every tenant's audit trail is as it was written.</summary>
    private async Task CheckAuditAsync() =>
        _faults.AddRange((await _server.Services.GetRequiredService<VerifyAudit>().RunAsync(CancellationToken.None))
            .Where(verdict => verdict.Break is not null)
            .Select(verdict => $"The audit trail of tenant {verdict.TenantId} is broken: {verdict.Break!.Message}"));

    private Task<IReadOnlyList<FileRow>> FilesAsync() => _server.Database.QueryAsync<FileRow>(
        """
        SELECT id, tenant_id, recording_id, file_type, file_extension, listed_bytes, held_bytes, sha256, state, reason
        FROM recording_files
        """,
        null,
        CancellationToken.None);

    private string PathOf(FileRow file) => Media.PathOf(file.TenantId, file.RecordingId, file.Id, file.FileExtension);

    private void Expect(bool isSo, string fault)
    {
        if (!isSo)
        {
            _faults.Add(fault);
        }
    }

    private sealed class FileRow
    {
        public RecordingFileId Id { get; init; }

        public TenantId TenantId { get; init; }

        public RecordingId RecordingId { get; init; }

        public string FileType { get; init; } = "";

        public string FileExtension { get; init; } = "";

        public long? ListedBytes { get; init; }

        public long? HeldBytes { get; init; }

        public string? Sha256 { get; init; }

        public string State { get; init; } = "";

        public string? Reason { get; init; }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"File {Id.Value} ({FileType}) of recording {RecordingId.Value}");
    }

    private sealed class JobRow
    {
        public string Id { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Subject { get; init; } = "";

        public string State { get; init; } = "";

        public string? FailureReason { get; init; }

        public int Attempts { get; init; }

        public override string ToString() => $"Job {Id} ({Kind}, {Subject}, {State})";
    }
}
