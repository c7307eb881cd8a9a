using System.Globalization;
using Reconvene.Zoom.Accounts;
using Reconvene.Zoom.Calls;
using Reconvene.Zoom.Json;
using Reconvene.Zoom.OAuth;
using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Scopes;
using Reconvene.Zoom.Users;

namespace Reconvene.Zoom;

/// <summary>
/// Listings one page at a time, for callers who show pages to a person and keep the place. Where everything is wanted,
/// <see cref="ZoomClient"/> walks them to their end. After <see cref="ZoomFailureKind.PagingExpired"/> a listing begins
/// anew. Safe for concurrent use.
/// </summary>
/// <param name="http">Must not follow redirects; see <see cref="ZoomHttp.CreateHandler"/>.</param>
/// <param name="endpoints">Where Zoom is.</param>
/// <param name="tokens">Where tokens come from.</param>
/// <param name="time">The clock.</param>
/// <param name="budget">Asked before each call; null, the default, lets every call leave at once.</param>
public sealed class ZoomListings(
    HttpMessageInvoker http, ZoomEndpoints endpoints, IZoomTokenSource tokens, TimeProvider time, IZoomRateBudget? budget = null)
{
    /// <summary>The largest page that Zoom gives.</summary>
    public const int LargestPage = 300;

    private readonly ZoomCaller _caller = new(http, endpoints, tokens, time, budget);

    /// <summary>A page of the sub-accounts of a master account.</summary>
    /// <param name="pageSize">1 to <see cref="LargestPage"/>; the same for every page of a listing.</param>
    /// <param name="place">Where to go on; null begins.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<ZoomResult<ZoomPart<ZoomAccount>>> AccountsAsync(
        int pageSize, ZoomPlace? place, CancellationToken cancellation) =>
        _caller.CallAsync(
            Call(ZoomOperations.ListSubAccounts, "list the sub-accounts", "/accounts?", pageSize, place),
            static answer => Part(Paging.Accounts(answer.Read(ZoomJson.Default.AccountsBody))),
            cancellation);

    /// <summary>A page of the account's users of one state.</summary>
    /// <param name="status">Their state.</param>
    /// <param name="pageSize">1 to <see cref="LargestPage"/>; the same for every page of a listing.</param>
    /// <param name="place">Where to go on; null begins.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<ZoomResult<ZoomPart<ZoomUser>>> UsersAsync(
        UserStatus status, int pageSize, ZoomPlace? place, CancellationToken cancellation)
    {
        var path = $"/users?status={Uri.EscapeDataString(status.ToString())}&";
        return _caller.CallAsync(
            Call(ZoomOperations.ListUsers, "list users", path, pageSize, place),
            static answer => Part(Paging.Users(answer.Read(ZoomJson.Default.UsersBody))),
            cancellation);
    }

    /// <summary>A page of what a user recorded, the newest first as Zoom lists it.</summary>
    /// <param name="userIdOrMe">The host: <c>me</c> for a user's grant, an id or e-mail address otherwise.</param>
    /// <param name="days">First and last day (UTC), a month apart at most.</param>
    /// <param name="pageSize">1 to <see cref="LargestPage"/>; the same for every page of a listing.</param>
    /// <param name="place">Where to go on; null begins.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<ZoomResult<ZoomPart<ZoomRecording>>> RecordingsAsync(
        string userIdOrMe, (DateOnly From, DateOnly To) days, int pageSize, ZoomPlace? place, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days.From, days.To, nameof(days));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days.To, days.From.AddMonths(1), nameof(days));
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"/users/{PathSegment.Encode(userIdOrMe)}/recordings?from={days.From:yyyy-MM-dd}&to={days.To:yyyy-MM-dd}&");
        return _caller.CallAsync(
            Call(ZoomOperations.ListUserRecordings, "list the user's recordings", path, pageSize, place),
            static answer => Part(Paging.Recordings(answer.Read(ZoomJson.Default.RecordingsBody))),
            cancellation);
    }

    private static ZoomCall Call(ZoomOperation operation, string what, string path, int pageSize, ZoomPlace? place)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, LargestPage);
        var first = string.Create(CultureInfo.InvariantCulture, $"{path}page_size={pageSize}");
        return new ZoomCall(operation, what, place is null ? first : $"{first}&{place.Query}") { IsPaging = place is not null };
    }

    private static ZoomResult<ZoomPart<T>> Part<T>(ZoomResult<Slice<T>> result) => result is ZoomResult<Slice<T>>.Ok(var slice)
        ? ZoomResult.Ok(new ZoomPart<T>(slice.Page, ZoomPlace.Of(slice.Next)))
        : ZoomResult.Failed<ZoomPart<T>>(((ZoomResult<Slice<T>>.Failed)result).Failure);
}
