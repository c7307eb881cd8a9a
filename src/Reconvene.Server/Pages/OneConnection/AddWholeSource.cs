using Reconvene.Client.Sources;
using Reconvene.Server.Connections;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Sources;

namespace Reconvene.Server.Pages.OneConnection;

/// <summary>The source that most people want: every cloud recording that the connection sees.</summary>
internal sealed class AddWholeSource(Database database, SourceStore store, SourceQueries queries)
{
    private static readonly ZoomSourceConfig Config = new() { RecordingType = "cloud" };

    public static bool IsWhole(SourceView source) =>
        source.IsActive && SourceRecordings.TakesMeetings(source.Config)
        && source.Config is { UserId: null, UserEmails: null or { Count: 0 }, AccountIds: null or { Count: 0 } };

    /// <summary>Adds it unless one is there; the connection's row is held meanwhile. False when the connection is gone.</summary>
    public async Task<bool> RunAsync(ZoomConnection connection, string name, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        if (!await ConnectionStore.HoldAsync(work, connection.TenantId, connection.Id, cancellation))
        {
            return false;
        }

        var sources = await queries.ListOfAsync(work, connection.TenantId, connection.Id, cancellation);
        if (!sources.Any(IsWhole))
        {
            await store.AddAsync(work, connection.TenantId, connection.Id, new NewSource(name, Config), cancellation);
        }

        await work.CommitAsync(cancellation);
        return true;
    }
}
