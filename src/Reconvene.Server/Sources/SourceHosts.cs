using Reconvene.Server.Connections;
using Reconvene.Zoom;
using Reconvene.Zoom.Users;

namespace Reconvene.Server.Sources;

/// <summary>
/// Whose recordings a source takes: those it names, else everyone of the account, also the inactive, whose recordings
/// stay. Sorted, so that a sync that was interrupted finds its place.
/// </summary>
internal sealed class SourceHosts(ZoomClients zoom)
{
    public async Task<ZoomResult<IReadOnlyList<string>>> ListAsync(
        Source source, ZoomConnection connection, CancellationToken cancellation)
    {
        if (source.Config.UserEmails is { Count: > 0 } emails)
        {
            return Sorted(emails);
        }

        if (source.Config.UserId is { } user)
        {
            return Sorted([user]);
        }

        var ids = new List<string>();
        foreach (var status in (UserStatus[])[UserStatus.Active, UserStatus.Inactive])
        {
            await foreach (var result in zoom.For(connection).ListUsersAsync(status, cancellation))
            {
                switch (result)
                {
                    case ZoomResult<ZoomPage<ZoomUser>>.Ok(var page):
                        ids.AddRange(page.Items.Select(one => one.Id).OfType<string>());
                        break;
                    case ZoomResult<ZoomPage<ZoomUser>>.Failed(var failure):
                        return ZoomResult.Failed<IReadOnlyList<string>>(failure);
                }
            }
        }

        return Sorted(ids);
    }

    private static ZoomResult<IReadOnlyList<string>> Sorted(IEnumerable<string> hosts) =>
        ZoomResult.Ok<IReadOnlyList<string>>([.. hosts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
}
