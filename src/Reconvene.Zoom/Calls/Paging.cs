using System.Globalization;
using System.Runtime.CompilerServices;
using Reconvene.Zoom.Accounts;
using Reconvene.Zoom.Json;
using Reconvene.Zoom.Meetings;
using Reconvene.Zoom.Phone;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Users;

namespace Reconvene.Zoom.Calls;

/// <summary>Walks a listing by its page tokens, and not for ever.</summary>
internal static class Paging
{
    /// <summary>More pages than any account has: beyond it the listing does not end.</summary>
    public const int MostPages = 1000;

    public static async IAsyncEnumerable<ZoomResult<ZoomPage<T>>> WalkAsync<T>(
        ZoomCall call,
        Func<ZoomCall, CancellationToken, Task<ZoomResult<Slice<T>>>> fetch,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        HashSet<string> seen = [];
        var next = call;
        while (true)
        {
            var result = await fetch(next, cancellation);
            if (result is not ZoomResult<Slice<T>>.Ok(var slice))
            {
                yield return ZoomResult.Failed<ZoomPage<T>>(((ZoomResult<Slice<T>>.Failed)result).Failure);
                yield break;
            }

            yield return ZoomResult.Ok(slice.Page);
            if (slice.Next is null)
            {
                yield break;
            }

            if (!seen.Add(slice.Next) || seen.Count >= MostPages)
            {
                yield return ZoomResult.Failed<ZoomPage<T>>(Endless(call.What));
                yield break;
            }

            next = call with
            {
                PathAndQuery = $"{call.PathAndQuery}&{slice.Next}",
                IsPaging = true,
            };
        }
    }

    public static ZoomResult<Slice<ZoomUser>> Users(ZoomResult<UsersBody> result) => result switch
    {
        ZoomResult<UsersBody>.Ok(var body) => Slice(body, body.Users.Items, body.Users.UnreadableBelow("$.users")),
        ZoomResult<UsersBody>.Failed(var failure) => ZoomResult.Failed<Slice<ZoomUser>>(failure),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static ZoomResult<Slice<ZoomRecording>> Recordings(ZoomResult<RecordingsBody> result) => result switch
    {
        ZoomResult<RecordingsBody>.Ok(var body) => Slice(body, body.Meetings.Items, UnreadableIn(body.Meetings)),
        ZoomResult<RecordingsBody>.Failed(var failure) => ZoomResult.Failed<Slice<ZoomRecording>>(failure),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static ZoomResult<Slice<ZoomParticipant>> Participants(ZoomResult<ParticipantsBody> result) => result switch
    {
        ZoomResult<ParticipantsBody>.Ok(var body) => Slice(body, body.Participants.Items, body.Participants.UnreadableBelow("$.participants")),
        ZoomResult<ParticipantsBody>.Failed(var failure) => ZoomResult.Failed<Slice<ZoomParticipant>>(failure),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static ZoomResult<Slice<ZoomPhoneRecording>> PhoneRecordings(ZoomResult<PhoneRecordingsBody> result) => result switch
    {
        ZoomResult<PhoneRecordingsBody>.Ok(var body) => Slice(body, body.Recordings.Items, body.Recordings.UnreadableBelow("$.recordings")),
        ZoomResult<PhoneRecordingsBody>.Failed(var failure) => ZoomResult.Failed<Slice<ZoomPhoneRecording>>(failure),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static ZoomResult<Slice<ZoomVoicemail>> Voicemails(ZoomResult<VoicemailsBody> result) => result switch
    {
        ZoomResult<VoicemailsBody>.Ok(var body) => Slice(body, body.Voicemails.Items, body.Voicemails.UnreadableBelow("$.voice_mails")),
        ZoomResult<VoicemailsBody>.Failed(var failure) => ZoomResult.Failed<Slice<ZoomVoicemail>>(failure),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static ZoomResult<Slice<ZoomAccount>> Accounts(ZoomResult<AccountsBody> result)
    {
        if (result is not ZoomResult<AccountsBody>.Ok(var body))
        {
            return ZoomResult.Failed<Slice<ZoomAccount>>(((ZoomResult<AccountsBody>.Failed)result).Failure);
        }

        var (items, odd) = (body.Accounts.Items, body.Accounts.UnreadableBelow("$.accounts").ToList());
        var page = new ZoomPage<ZoomAccount>(items, body.TotalRecords, odd);
        return ZoomResult.Ok(new Slice<ZoomAccount>(page, NextOf(body, items.Count + odd.Count)));
    }

    private static ZoomResult<Slice<T>> Slice<T>(
        ListBody body, IReadOnlyList<T> items, IEnumerable<ZoomUnreadable> odd) =>
        ZoomResult.Ok(new Slice<T>(new ZoomPage<T>(items, body.TotalRecords, [.. odd]), NextOf(body)));

    private static string? NextOf(ListBody body) =>
        string.IsNullOrEmpty(body.NextPageToken)
            ? null
            : "next_page_token=" + Uri.EscapeDataString(body.NextPageToken);

    // Listings of old count pages and know no token. Their page_count is told in two ways; the total is not.
    private static string? NextOf(AccountsBody body, int count) =>
        body is { NextPageToken: null, PageNumber: > 0 and var number, PageSize: > 0 and var size }
        && count > 0 && number * size < body.TotalRecords
            ? string.Create(CultureInfo.InvariantCulture, $"page_number={number + 1}")
            : NextOf(body);

    private static IEnumerable<ZoomUnreadable> UnreadableIn(TolerantList<ZoomRecording> meetings) =>
        meetings.UnreadableBelow("$.meetings").Concat(meetings.Items.SelectMany(
            static one => one.Unreadable.Select(
                odd => odd with { Path = $"$.meetings[uuid={one.Uuid}]{odd.Path[1..]}" })));

    private static ZoomFailure Endless(string what) => new(
        ZoomFailureKind.Unavailable,
        $"Zoom repeats a page token or never ends: cannot {what} to its end; begin the listing again later.");
}

/// <summary>A page and the query that leads to the next.</summary>
internal sealed record Slice<T>(ZoomPage<T> Page, string? Next);
