using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Users;

namespace Reconvene.Server.Connections.Checks;

/// <summary>
/// Counts recordings of the last four weeks: of the person, or of the account's first users until one of them has some.
/// </summary>
internal sealed class LookForRecordings(ZoomClients zoom, TimeProvider time)
{
    private const int Days = 28;
    private const int MostHosts = 10;
    private const int PageSize = 30;

    public async Task<ZoomResult<RecordingsSeen>> RunAsync(
        ZoomConnection connection, string? first, InteractiveCall interactive, CancellationToken cancellation)
    {
        if (first is not null)
        {
            var seen = await CountAsync(connection, [first], interactive, cancellation);
            if (connection.IsOfOneUser || seen is not ZoomResult<RecordingsSeen>.Ok({ Count: 0 }))
            {
                return seen;
            }
        }

        var listings = zoom.ListingsFor(connection);
        return await interactive.RunAsync(stop => listings.UsersAsync(UserStatus.Active, PageSize, place: null, stop), cancellation) switch
        {
            ZoomResult<ZoomPart<ZoomUser>>.Ok(var users) => await CountAsync(
                connection, [.. users.Page.Items.Select(user => user.Id).OfType<string>().Take(MostHosts)], interactive, cancellation),
            ZoomResult<ZoomPart<ZoomUser>>.Failed(var failure) => ZoomResult.Failed<RecordingsSeen>(failure),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<ZoomResult<RecordingsSeen>> CountAsync(
        ZoomConnection connection, IReadOnlyList<string> hosts, InteractiveCall interactive, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var listings = zoom.ListingsFor(connection);
        for (var i = 0; i < hosts.Count; i++)
        {
            var host = hosts[i];
            var result = await interactive.RunAsync(
                stop => listings.RecordingsAsync(host, (today.AddDays(1 - Days), today), PageSize, place: null, stop), cancellation);
            switch (result)
            {
                case ZoomResult<ZoomPart<ZoomRecording>>.Ok({ Page: var page }) when (page.TotalRecords ?? page.Items.Count) > 0:
                    return ZoomResult.Ok(new RecordingsSeen(page.TotalRecords ?? page.Items.Count, i + 1));
                case ZoomResult<ZoomPart<ZoomRecording>>.Failed(var failure):
                    return ZoomResult.Failed<RecordingsSeen>(failure);
            }
        }

        return ZoomResult.Ok(new RecordingsSeen(0, hosts.Count));
    }
}
