using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Files;

namespace Reconvene.Server.Recordings.Mark;

/// <summary>Whether a media folder without a mark is this database's, by what stands in both.</summary>
internal sealed class KnownMedia(Database database, DataFolder folder)
{
    private const int MostCompared = 200;

    /// <summary>One of the newest held files is there; or nothing is held, and the folder holds nothing that no row knows.</summary>
    public async Task<bool> IsOursAsync(CancellationToken cancellation)
    {
        var held = await database.QueryAsync<Held>(
            $"""
            SELECT tenant_id, recording_id, id, file_extension, held_bytes FROM recording_files
            WHERE state = 'held' ORDER BY id DESC LIMIT {MostCompared}
            """,
            null,
            cancellation);
        if (held.Count > 0)
        {
            return held.Any(IsThere);
        }

        foreach (var one in MediaFiles.Folders(folder.MediaPath).Where(one => Directory.EnumerateFileSystemEntries(one.Path).Any()))
        {
            if (await database.FindAsync<RecordingId?>(
                "SELECT id FROM recordings WHERE tenant_id = @Tenant AND id = @Recording", new { one.Tenant, one.Recording }, cancellation) is null)
            {
                return false;
            }
        }

        return true;
    }

    private bool IsThere(Held file)
    {
        var there = new FileInfo(Path.Combine(
            folder.MediaPath, $"{file.TenantId.Value}", $"{file.RecordingId.Value}", $"{file.Id.Value}.{file.FileExtension}"));
        return there.Exists && there.Length == file.HeldBytes;
    }

    private sealed class Held
    {
        public TenantId TenantId { get; init; }

        public RecordingId RecordingId { get; init; }

        public RecordingFileId Id { get; init; }

        public string FileExtension { get; init; } = "";

        public long HeldBytes { get; init; }
    }
}
