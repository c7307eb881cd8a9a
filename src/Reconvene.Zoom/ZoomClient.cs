using System.Globalization;
using System.Text.Json;
using Reconvene.Zoom.Accounts;
using Reconvene.Zoom.Calls;
using Reconvene.Zoom.Json;
using Reconvene.Zoom.Meetings;
using Reconvene.Zoom.OAuth;
using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Scopes;
using Reconvene.Zoom.Users;

namespace Reconvene.Zoom;

/// <summary>
/// Calls Zoom's API for one connection. Each call is made once, and once more with a new token after a 401; waiting
/// and trying again belong to the caller, as <see cref="ZoomFailure"/> tells. Safe for concurrent use.
/// </summary>
/// <param name="http">Must not follow redirects; see <see cref="ZoomHttp.CreateHandler"/>.</param>
/// <param name="endpoints">Where Zoom is.</param>
/// <param name="tokens">Where tokens come from.</param>
/// <param name="time">The clock.</param>
/// <param name="budget">Asked before each call; null, the default, lets every call leave at once.</param>
public sealed class ZoomClient(
    HttpMessageInvoker http, ZoomEndpoints endpoints, IZoomTokenSource tokens, TimeProvider time, IZoomRateBudget? budget = null)
{
    private const string Me = "me";
    private const string PageSize = "page_size=300";
    private const string DateForm = "yyyy-MM-dd";
    private static readonly TimeSpan LongestTokenLife = TimeSpan.FromSeconds(604_800);

    private readonly ZoomCaller _caller = new(http, endpoints, tokens, time, budget);

    /// <summary>Reads one user.</summary>
    /// <param name="idOrEmail">The user's id or e-mail address.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<ZoomResult<ZoomUser>> GetUserAsync(string idOrEmail, CancellationToken cancellation)
    {
        var path = "/users/" + PathSegment.Encode(idOrEmail);
        var call = new ZoomCall(ZoomOperations.GetUser, "read the user", path);
        return _caller.CallAsync(call, static answer => answer.Read(ZoomJson.Default.ZoomUser), cancellation);
    }

    /// <summary>
    /// Reads the user whose authorization it is. Only for a user's grant: <c>me</c> means nothing sure for a
    /// server-to-server app.
    /// </summary>
    public Task<ZoomResult<ZoomUser>> GetMeAsync(CancellationToken cancellation) => GetUserAsync(Me, cancellation);

    /// <summary>
    /// Makes one small call, to see whether the connection works and what Zoom's clock says.
    /// </summary>
    /// <param name="userIdOrMe">
    /// The user to read: <c>me</c> for a user's grant, an id or e-mail address otherwise. Null reads the first user of
    /// the account's list instead: for a server-to-server app, where <c>me</c> means nothing sure and no one is named.
    /// </param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<ZoomResult<ZoomProbe>> ProbeAsync(string? userIdOrMe, CancellationToken cancellation)
    {
        const string What = "check the connection";
        if (userIdOrMe is null)
        {
            return _caller.CallAsync(
                new ZoomCall(ZoomOperations.ListUsers, What, "/users?status=active&page_size=1"),
                static answer => Probe(
                    answer,
                    answer.Read(ZoomJson.Default.UsersBody),
                    static body => body.Users.Items is [var first, ..] ? first : null),
                cancellation);
        }

        return _caller.CallAsync(
            new ZoomCall(ZoomOperations.GetUser, What, "/users/" + PathSegment.Encode(userIdOrMe)),
            static answer => Probe(answer, answer.Read(ZoomJson.Default.ZoomUser), static user => user),
            cancellation);
    }

    /// <summary>
    /// Lists the sub-accounts of a master account, page by page, by page token or page number as Zoom answers. Ends
    /// after the last page or a failure.
    /// </summary>
    public IAsyncEnumerable<ZoomResult<ZoomPage<ZoomAccount>>> ListAccountsAsync(CancellationToken cancellation)
    {
        var call = new ZoomCall(ZoomOperations.ListSubAccounts, "list the sub-accounts", "/accounts?" + PageSize);
        return Paging.WalkAsync(
            call,
            (page, stop) => _caller.CallAsync(
                page, static answer => Paging.Accounts(answer.Read(ZoomJson.Default.AccountsBody)), stop),
            cancellation);
    }

    /// <summary>Lists the account's users of one state, page by page. Ends after the last page or a failure.</summary>
    public IAsyncEnumerable<ZoomResult<ZoomPage<ZoomUser>>> ListUsersAsync(
        UserStatus status, CancellationToken cancellation)
    {
        var path = $"/users?status={Uri.EscapeDataString(status.ToString())}&{PageSize}";
        var call = new ZoomCall(ZoomOperations.ListUsers, "list users", path);
        return Paging.WalkAsync(
            call,
            (page, stop) => _caller.CallAsync(
                page, static answer => Paging.Users(answer.Read(ZoomJson.Default.UsersBody)), stop),
            cancellation);
    }

    /// <summary>
    /// Lists what a user recorded, page by page. Ends after the last page or a failure; after
    /// <see cref="ZoomFailureKind.PagingExpired"/> begin the window again.
    /// </summary>
    /// <param name="userIdOrEmail">The user's id or e-mail address.</param>
    /// <param name="from">First day (UTC).</param>
    /// <param name="to">Last day (UTC), a month later at most.</param>
    /// <param name="trash">Lists the trash instead; Zoom then ignores the days, and they are not sent.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public IAsyncEnumerable<ZoomResult<ZoomPage<ZoomRecording>>> ListUserRecordingsAsync(
        string userIdOrEmail, DateOnly from, DateOnly to, bool trash, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, from.AddMonths(1));
        var which = trash ? "trash=true" : $"from={Day(from)}&to={Day(to)}";
        var path = $"/users/{PathSegment.Encode(userIdOrEmail)}/recordings?{which}&{PageSize}";
        var call = new ZoomCall(ZoomOperations.ListUserRecordings, "list the user's recordings", path);
        return Paging.WalkAsync(
            call,
            (page, stop) => _caller.CallAsync(
                page, static answer => Paging.Recordings(answer.Read(ZoomJson.Default.RecordingsBody)), stop),
            cancellation);
    }

    /// <summary>Reads the recording of one meeting.</summary>
    /// <param name="meeting">The instance, or a number for the latest one.</param>
    /// <param name="downloadTokenTtl">
    /// Asks for a download token of this life, a week at most; null asks for none.
    /// </param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<ZoomResult<ZoomRecording>> GetRecordingAsync(
        MeetingReference meeting, TimeSpan? downloadTokenTtl, CancellationToken cancellation)
    {
        var path = RecordingsPath(meeting);
        if (downloadTokenTtl is { } life)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(life, TimeSpan.Zero, nameof(downloadTokenTtl));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(life, LongestTokenLife, nameof(downloadTokenTtl));
            var seconds = ((long)life.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            path += "?include_fields=download_access_token&ttl=" + seconds;
        }

        var call = new ZoomCall(ZoomOperations.GetRecording, "read the meeting's recording", path);
        return _caller.CallAsync(call, static answer => answer.Read(ZoomJson.Default.ZoomRecording), cancellation);
    }

    /// <summary>Moves all files of a recording to Zoom's trash, where they stay for 30 days.</summary>
    public Task<ZoomResult<Done>> TrashRecordingAsync(MeetingReference meeting, CancellationToken cancellation) =>
        DoneAsync(
            ZoomOperations.DeleteRecording,
            "move the recording to the trash",
            RecordingsPath(meeting) + "?action=trash",
            body: null,
            cancellation);

    /// <summary>Moves one file to Zoom's trash, where it stays for 30 days.</summary>
    public Task<ZoomResult<Done>> TrashRecordingFileAsync(
        MeetingReference meeting, string fileId, CancellationToken cancellation) =>
        DoneAsync(
            ZoomOperations.DeleteRecordingFile,
            "move the recording file to the trash",
            $"{RecordingsPath(meeting)}/{PathSegment.Encode(fileId)}?action=trash",
            body: null,
            cancellation);

    /// <summary>Deletes one file at Zoom for good.</summary>
    public Task<ZoomResult<Done>> DeleteRecordingFileAsync(
        MeetingReference meeting, string fileId, CancellationToken cancellation) =>
        DoneAsync(
            ZoomOperations.DeleteRecordingFile,
            "delete the recording file",
            $"{RecordingsPath(meeting)}/{PathSegment.Encode(fileId)}?action=delete",
            body: null,
            cancellation);

    /// <summary>Takes a recording out of Zoom's trash.</summary>
    public Task<ZoomResult<Done>> RecoverRecordingAsync(MeetingUuid meeting, CancellationToken cancellation) =>
        DoneAsync(
            ZoomOperations.RecoverRecording,
            "recover the recording",
            $"/meetings/{meeting.ToPathSegment()}/recordings/status",
            """{"action":"recover"}"""u8.ToArray(),
            cancellation);

    /// <summary>
    /// Lists who took part in a meeting that has ended, page by page. Zoom tells it for 15 months, to paid accounts, and leaves
    /// out meetings of one person unless a setting says otherwise.
    /// </summary>
    public IAsyncEnumerable<ZoomResult<ZoomPage<ZoomParticipant>>> ListPastParticipantsAsync(
        MeetingReference meeting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        var path = $"/past_meetings/{meeting.ToPathSegment()}/participants?{PageSize}";
        return Paging.WalkAsync(
            new ZoomCall(ZoomOperations.ListPastParticipants, "list who took part in the meeting", path),
            (page, stop) => _caller.CallAsync(
                page, static answer => Paging.Participants(answer.Read(ZoomJson.Default.ParticipantsBody)), stop),
            cancellation);
    }

    /// <summary>
    /// Makes a scheduled meeting. What Zoom answers may differ from what was asked where the account locks a setting.
    /// A start in the past is refused without a call: Zoom would move it to now.
    /// </summary>
    /// <param name="userIdOrMe">The host: <c>me</c> for a user's grant, an id or e-mail address otherwise.</param>
    /// <param name="draft">What to make.</param>
    /// <param name="cancellation">Stops waiting; the meeting may exist nevertheless.</param>
    public Task<ZoomResult<ZoomMeeting>> CreateMeetingAsync(
        string userIdOrMe, ZoomMeetingDraft draft, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var path = $"/users/{PathSegment.Encode(userIdOrMe)}/meetings";
        if (draft.StartAt < time.GetUtcNow())
        {
            return Task.FromResult(ZoomResult.Failed<ZoomMeeting>(new ZoomFailure(
                ZoomFailureKind.Rejected,
                $"A meeting cannot begin in the past ({draft.StartText}): Zoom was not asked; give a later start.")));
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(draft.ToBody(), ZoomJson.Default.MeetingBody);
        var call = new ZoomCall(ZoomOperations.CreateMeeting, "make the meeting", path) { Body = body };
        return _caller.CallAsync(call, static answer => answer.Read(ZoomJson.Default.ZoomMeeting), cancellation);
    }

    /// <summary>Deletes a meeting, and a recurring one with all its occurrences. Nobody is notified.</summary>
    public Task<ZoomResult<Done>> DeleteMeetingAsync(long id, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(id);
        return DoneAsync(
            ZoomOperations.DeleteMeeting,
            "delete the meeting",
            string.Create(CultureInfo.InvariantCulture, $"/meetings/{id}"),
            body: null,
            cancellation);
    }

    private static ZoomResult<ZoomProbe> Probe<T>(Answer answer, ZoomResult<T> result, Func<T, ZoomUser?> user) =>
        result is ZoomResult<T>.Ok(var value)
            ? ZoomResult.Ok(new ZoomProbe(user(value), answer.Headers.Date, answer.Took))
            : ZoomResult.Failed<ZoomProbe>(((ZoomResult<T>.Failed)result).Failure);

    private Task<ZoomResult<Done>> DoneAsync(
        ZoomOperation operation, string what, string path, byte[]? body, CancellationToken cancellation) =>
        _caller.CallAsync(
            new ZoomCall(operation, what, path) { Body = body }, static answer => answer.ReadDone(), cancellation);

    private static string RecordingsPath(MeetingReference meeting)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        return $"/meetings/{meeting.ToPathSegment()}/recordings";
    }

    private static string Day(DateOnly day) => day.ToString(DateForm, CultureInfo.InvariantCulture);
}
