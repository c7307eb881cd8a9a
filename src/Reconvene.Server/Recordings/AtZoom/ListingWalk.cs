using Reconvene.Server.Connections;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Users;

namespace Reconvene.Server.Recordings.AtZoom;

/// <summary>
/// Goes through what a connection sees at Zoom: window by window, in each user by user, of each page by page. It reads
/// where it stands and moves on when told to, so that its place can be written down between the two.
/// </summary>
internal sealed class ListingWalk
{
    private const int UsersOfPage = 300;
    private static readonly UserStatus[] Statuses = [UserStatus.Active, UserStatus.Inactive];
    private static readonly ZoomPage<ZoomRecording> Nothing = new([], null, []);

    private readonly ZoomListings _zoom;
    private readonly InteractiveCall _interactive;
    private readonly bool _isOfOneUser;
    private readonly IReadOnlyList<(DateOnly From, DateOnly To)> _windows;
    private Hosts? _hosts;
    private ListingPlace? _after;

    public ListingWalk(ZoomListings zoom, InteractiveCall interactive, ZoomConnection connection, ListingPlace place)
    {
        _zoom = zoom;
        _interactive = interactive;
        _isOfOneUser = connection.IsOfOneUser;
        _windows = ListingWindows.Between(place.From, place.To);
        Place = place.Window < _windows.Count ? place : null;
    }

    /// <summary>Where it stands; null at the end.</summary>
    public ListingPlace? Place { get; private set; }

    /// <summary>How often Zoom was asked.</summary>
    public int Calls { get; private set; }

    /// <summary>Users whose recordings Zoom does not show.</summary>
    public int Skipped { get; private set; }

    /// <summary>Whether what Zoom counts in one answer is all there is.</summary>
    public bool IsOneQuestion => _isOfOneUser && _windows.Count is 1;

    public async Task<ZoomResult<ZoomPage<ZoomRecording>>> ReadAsync(CancellationToken cancellation)
    {
        var place = Place!;
        if (_hosts is null && await HostsAsync(place, cancellation) is { } unlisted)
        {
            return ZoomResult.Failed<ZoomPage<ZoomRecording>>(unlisted);
        }

        var hosts = _hosts!;
        var index = place.User is null ? 0 : hosts.Ids.IndexOf(place.User);
        if (index < 0)
        {
            return ZoomResult.Failed<ZoomPage<ZoomRecording>>(new(
                ZoomFailureKind.PagingExpired, "The account's users changed while they were listed: begin the listing again."));
        }

        if (index >= hosts.Ids.Count)
        {
            _after = AfterHosts(place, hosts);
            return ZoomResult.Ok(Nothing);
        }

        Calls++;
        _ = ZoomPlace.TryParse(place.Recordings, out var page);
        var result = await _interactive.RunAsync(
            stop => _zoom.RecordingsAsync(hosts.Ids[index], _windows[place.Window], place.PageSize, page, stop), cancellation);
        switch (result)
        {
            case ZoomResult<ZoomPart<ZoomRecording>>.Ok(var part):
                _after = After(place, hosts, index, part.Next);
                return ZoomResult.Ok(part.Page);
            case ZoomResult<ZoomPart<ZoomRecording>>.Failed(var failure) when !_isOfOneUser && IsOfOneAlone(failure):
                Skipped++;
                _after = After(place, hosts, index, next: null);
                return ZoomResult.Ok(Nothing);
            default:
                return ZoomResult.Failed<ZoomPage<ZoomRecording>>(((ZoomResult<ZoomPart<ZoomRecording>>.Failed)result).Failure);
        }
    }

    /// <summary>Goes on behind what was read last.</summary>
    public void Move()
    {
        if ((_after?.Window, _after?.Status, _after?.Users) != (Place?.Window, Place?.Status, Place?.Users))
        {
            _hosts = null;
        }

        Place = _after;
    }

    /// <summary>One user whom Zoom does not show must not end the listing of the others.</summary>
    private static bool IsOfOneAlone(ZoomFailure failure) =>
        failure.Kind is ZoomFailureKind.Gone or ZoomFailureKind.PermissionDenied or ZoomFailureKind.Rejected;

    private async Task<ZoomFailure?> HostsAsync(ListingPlace place, CancellationToken cancellation)
    {
        if (_isOfOneUser)
        {
            _hosts = new Hosts([ZoomConnection.Me], null);
            return null;
        }

        Calls++;
        _ = ZoomPlace.TryParse(place.Users, out var page);
        switch (await _interactive.RunAsync(stop => _zoom.UsersAsync(Statuses[place.Status], UsersOfPage, page, stop), cancellation))
        {
            case ZoomResult<ZoomPart<ZoomUser>>.Ok(var part):
                _hosts = new Hosts([.. part.Page.Items.Select(user => user.Id).OfType<string>()], part.Next);
                return null;
            case ZoomResult<ZoomPart<ZoomUser>>.Failed(var failure):
                return failure;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private ListingPlace? After(ListingPlace place, Hosts hosts, int index, ZoomPlace? next) =>
        next is not null ? place with { User = hosts.Ids[index], Recordings = next.ToString() }
        : index + 1 < hosts.Ids.Count ? place with { User = hosts.Ids[index + 1], Recordings = null }
        : AfterHosts(place, hosts);

    private ListingPlace? AfterHosts(ListingPlace place, Hosts hosts)
    {
        var begin = place with { User = null, Recordings = null };
        return hosts.Next is { } next ? begin with { Users = next.ToString() }
            : !_isOfOneUser && place.Status + 1 < Statuses.Length ? begin with { Users = null, Status = place.Status + 1 }
            : place.Window + 1 < _windows.Count ? begin with { Users = null, Status = 0, Window = place.Window + 1 }
            : null;
    }

    private sealed record Hosts(List<string> Ids, ZoomPlace? Next);
}
