using System.Runtime.CompilerServices;
using Reconvene.Server.Connections;
using Reconvene.Zoom;
using Reconvene.Zoom.Phone;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Users;

namespace Reconvene.Server.Ledger.Phone;

/// <summary>Lists calls or voicemails of Zoom Phone, page by page, as recordings of the ledger.</summary>
internal sealed class ListPhone(ZoomClients zoom)
{
    /// <summary>How far back Zoom lists one user's own.</summary>
    private const int MostMonths = 6;

    /// <summary>The first day that Zoom lists; null when it lists all.</summary>
    /// <param name="question">Of what.</param>
    /// <param name="now">The present moment.</param>
    public static DateOnly? FirstDay(PhoneQuestion question, DateTimeOffset now) =>
        question is { Kind: RecordingKind.PhoneCall, User: null }
            ? null
            : DateOnly.FromDateTime(now.UtcDateTime).AddMonths(-MostMonths).AddDays(1);

    /// <summary>Ends after the last page or a failure.</summary>
    public async IAsyncEnumerable<ZoomResult<ZoomPage<ZoomRecording>>> RunAsync(
        ZoomConnection connection,
        PhoneQuestion question,
        PhoneWindow window,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var user = connection.IsOfOneUser ? ZoomConnection.Me : question.User;
        var (host, unknown) = await HostAsync(connection, question, cancellation);
        if (unknown is not null)
        {
            yield return ZoomResult.Failed<ZoomPage<ZoomRecording>>(unknown);
            yield break;
        }

        var phone = zoom.PhoneFor(connection, question.Account);
        var pages = question.Kind is RecordingKind.Voicemail
            ? Mapped(
                phone.ListVoicemailsAsync(user, window, cancellation),
                voicemail => PhoneRecordings.Of(voicemail, host, question.Account, phone.VoicemailAddress(voicemail.Id)),
                cancellation)
            : Mapped(
                phone.ListPhoneRecordingsAsync(user, window, cancellation),
                call => PhoneRecordings.Of(call, host, question.Account),
                cancellation);
        await foreach (var page in pages.WithCancellation(cancellation))
        {
            yield return page;
        }
    }

    /// <summary>A list of one user does not say whose it is. An address may change, so that the id is asked for;
    /// where that is not allowed, what is listed is kept without a host.</summary>
    private async Task<(string? Host, ZoomFailure? Failure)> HostAsync(
        ZoomConnection connection, PhoneQuestion question, CancellationToken cancellation)
    {
        if (connection.IsOfOneUser)
        {
            return (connection.ZoomUserId, null);
        }

        if (question.User is not { } user || !user.Contains('@', StringComparison.Ordinal))
        {
            return (question.User, null);
        }

        return await zoom.For(connection, question.Account).GetUserAsync(user, cancellation) switch
        {
            ZoomResult<ZoomUser>.Ok(var found) => (found.Id, null),
            ZoomResult<ZoomUser>.Failed({ Kind: ZoomFailureKind.ScopeMissing }) => (null, null),
            ZoomResult<ZoomUser>.Failed(var failure) => (null, failure),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static async IAsyncEnumerable<ZoomResult<ZoomPage<ZoomRecording>>> Mapped<T>(
        IAsyncEnumerable<ZoomResult<ZoomPage<T>>> pages,
        Func<T, ZoomRecording> keep,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var result in pages.WithCancellation(cancellation))
        {
            yield return result switch
            {
                ZoomResult<ZoomPage<T>>.Ok(var page) => ZoomResult.Ok(
                    new ZoomPage<ZoomRecording>([.. page.Items.Select(keep)], page.TotalRecords, page.Unreadable)),
                ZoomResult<ZoomPage<T>>.Failed(var failure) => ZoomResult.Failed<ZoomPage<ZoomRecording>>(failure),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
    }
}

/// <summary>What is to be listed.</summary>
/// <param name="Kind">Calls or voicemails: one of <see cref="RecordingKind"/>.</param>
/// <param name="Account">A sub-account; null for the connection's own.</param>
/// <param name="User">One user, by id or e-mail address; null for the whole account. A person's connection lists that person's own.</param>
internal sealed record PhoneQuestion(string Kind, string? Account, string? User)
{
    /// <summary>In words that follow "of".</summary>
    public string Whose => (Kind, User) switch
    {
        (RecordingKind.Voicemail, null) => "voicemails",
        (RecordingKind.Voicemail, _) => "a user's voicemails",
        _ => "a user's calls",
    };
}
