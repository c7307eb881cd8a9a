using Reconvene.Server.Platform.Data;

namespace Reconvene.Tests.Kills;

/// <summary>Looks into the ledger of a server that need not run.</summary>
internal static class Held
{
    /// <summary>Zoom's ids of the files that are on record as held.</summary>
    public static async Task<IReadOnlySet<string>> ReadAsync(Database database) =>
        (await database.QueryAsync<string>(
            "SELECT zoom_file_id FROM recording_files WHERE state = 'held' AND zoom_file_id IS NOT NULL",
            null,
            CancellationToken.None)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Files with an id at Zoom that are not held.</summary>
    public static Task<IReadOnlyList<UnfinishedFile>> UnfinishedAsync(Database database) =>
        database.QueryAsync<UnfinishedFile>(
            """
            SELECT id, tenant_id, recording_id, zoom_file_id
            FROM recording_files
            WHERE state <> 'held' AND zoom_file_id IS NOT NULL
            """,
            null,
            CancellationToken.None);

    public static async Task<int> CountAsync(Database database, string sql) =>
        (int)await database.FindAsync<long>(sql, null, CancellationToken.None);
}
