using Reconvene.Zoom.Calls;
using Reconvene.Zoom.Json;
using Reconvene.Zoom.OAuth;
using Reconvene.Zoom.Phone;
using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Zoom;

/// <summary>
/// Calls the part of Zoom's API that is Zoom Phone, for one connection; otherwise as <see cref="ZoomClient"/>. Zoom gives
/// a listing a month at most, and of one user's own the last six months. Safe for concurrent use.
/// </summary>
/// <param name="http">Must not follow redirects; see <see cref="ZoomHttp.CreateHandler"/>.</param>
/// <param name="endpoints">Where Zoom is.</param>
/// <param name="tokens">Where tokens come from.</param>
/// <param name="time">The clock.</param>
/// <param name="budget">Asked before each call; null, the default, lets every call leave at once.</param>
public sealed class ZoomPhone(
    HttpMessageInvoker http, ZoomEndpoints endpoints, IZoomTokenSource tokens, TimeProvider time, IZoomRateBudget? budget = null)
{
    private const string PageSize = "page_size=300";
    private const int NoSuchVoicemail = 300;

    private readonly ZoomCaller _caller = new(http, endpoints, tokens, time, budget);

    /// <summary>
    /// Lists call recordings, page by page: one user's, or the account's with those of queues. Ends after the last page or a failure.
    /// </summary>
    /// <param name="userIdOrMe"><c>me</c> for a user's grant, an id or e-mail address otherwise; null for the whole account.</param>
    /// <param name="window">By when they began.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public IAsyncEnumerable<ZoomResult<ZoomPage<ZoomPhoneRecording>>> ListPhoneRecordingsAsync(
        string? userIdOrMe, PhoneWindow window, CancellationToken cancellation) =>
        RecordingsAsync(
            userIdOrMe is null
                ? new ZoomCall(ZoomOperations.ListPhoneRecordings, "list the account's call recordings", "/phone/recordings?" + Query(window))
                : new ZoomCall(
                    ZoomOperations.ListUserPhoneRecordings,
                    "list the user's call recordings",
                    $"/phone/users/{PathSegment.Encode(userIdOrMe)}/recordings?{Query(window)}"),
            cancellation);

    /// <summary>
    /// Lists voicemails, page by page: one user's, or the account's with those of queues. Ends after the last page or a failure.
    /// </summary>
    /// <param name="userIdOrMe"><c>me</c> for a user's grant, an id or e-mail address otherwise; null for the whole account.</param>
    /// <param name="window">By when they began.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public IAsyncEnumerable<ZoomResult<ZoomPage<ZoomVoicemail>>> ListVoicemailsAsync(
        string? userIdOrMe, PhoneWindow window, CancellationToken cancellation) =>
        VoicemailsAsync(
            userIdOrMe is null
                ? new ZoomCall(ZoomOperations.ListVoicemails, "list the account's voicemails", "/phone/voice_mails?" + Query(window))
                : new ZoomCall(
                    ZoomOperations.ListUserVoicemails,
                    "list the user's voicemails",
                    $"/phone/users/{PathSegment.Encode(userIdOrMe)}/voice_mails?{Query(window)}"),
            cancellation);

    /// <summary>
    /// Reads the recording of a part of a call. Of several recordings it is one, and its transcript is not named: a list says more.
    /// </summary>
    /// <param name="callElementId">The part of the call, as lists and events name it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<ZoomResult<ZoomPhoneRecording>> GetCallElementRecordingAsync(
        string callElementId, CancellationToken cancellation) =>
        _caller.CallAsync(
            new ZoomCall(
                ZoomOperations.GetCallElementRecording,
                "read the recording of the call",
                $"/phone/call_element/{PathSegment.Encode(callElementId)}/recording"),
            static answer => answer.Read(ZoomJson.Default.ZoomPhoneRecording),
            cancellation);

    /// <summary>Reads one voicemail, with its transcript and without its owner.</summary>
    /// <param name="voicemailId">The voicemail.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<ZoomResult<ZoomVoicemail>> GetVoicemailAsync(string voicemailId, CancellationToken cancellation)
    {
        var call = new ZoomCall(
            ZoomOperations.GetVoicemail, "read the voicemail", "/phone/voice_mails/" + PathSegment.Encode(voicemailId));
        return await _caller.CallAsync(call, static answer => answer.Read(ZoomJson.Default.ZoomVoicemail), cancellation) switch
        {
            // The one thing that can be wrong about this call is the id, and Zoom's number for that means "bad input" elsewhere.
            ZoomResult<ZoomVoicemail>.Failed({ ZoomCode: NoSuchVoicemail } failure) => ZoomResult.Failed<ZoomVoicemail>(
                failure with { Kind = ZoomFailureKind.Gone }),
            var result => result,
        };
    }

    /// <summary>Where a voicemail is read; with the access token it is fetched there as a file that holds its transcript.</summary>
    public Uri VoicemailAddress(string voicemailId) =>
        Wire.Raw(endpoints.Api, "/phone/voice_mails/" + PathSegment.Encode(voicemailId));

    private IAsyncEnumerable<ZoomResult<ZoomPage<ZoomPhoneRecording>>> RecordingsAsync(ZoomCall call, CancellationToken cancellation) =>
        Paging.WalkAsync(
            call,
            (page, stop) => _caller.CallAsync(
                page, static answer => Paging.PhoneRecordings(answer.Read(ZoomJson.Default.PhoneRecordingsBody)), stop),
            cancellation);

    private IAsyncEnumerable<ZoomResult<ZoomPage<ZoomVoicemail>>> VoicemailsAsync(ZoomCall call, CancellationToken cancellation) =>
        Paging.WalkAsync(
            call,
            (page, stop) => _caller.CallAsync(
                page, static answer => Paging.Voicemails(answer.Read(ZoomJson.Default.VoicemailsBody)), stop),
            cancellation);

    private static string Query(PhoneWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        return $"{window.Query}&{PageSize}";
    }
}
