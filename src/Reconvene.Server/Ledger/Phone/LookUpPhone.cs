using Reconvene.Server.Connections;
using Reconvene.Server.Ledger.Proof;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom;
using Reconvene.Zoom.Phone;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Ledger.Phone;

/// <summary>
/// Asks Zoom Phone what it has now of one call recording or voicemail. Of a call, only a list says everything: of a few
/// minutes first, then of the days around, should the call have begun at another moment than it is listed by.
/// </summary>
internal sealed class LookUpPhone(Database database, ZoomClients zoom, ListPhone list, TimeProvider time)
{
    /// <summary>Of an account that is not there, or has no Zoom Phone.</summary>
    private const int NoSuchAccount = 124;

    /// <summary>By so much may Zoom's clock and ours differ, with room.</summary>
    private static readonly TimeSpan Future = TimeSpan.FromDays(1);

    /// <summary>An event may come before its call is listed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(6);
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(5);

    /// <summary>Looks it up.</summary>
    /// <param name="connection">As whom.</param>
    /// <param name="uuid">The ledger's name of it.</param>
    /// <param name="account">The account that it is of.</param>
    /// <param name="startAt">When it began as an event says; the ledger's own knowledge goes before it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<ZoomResult<ZoomRecording>> RunAsync(
        ZoomConnection connection, string uuid, string? account, DateTimeOffset? startAt, CancellationToken cancellation)
    {
        var known = await KnownAsync(connection, uuid, cancellation);
        var sought = new Sought(uuid, account, known is not null, known?.HostId, known?.StartAt ?? startAt);
        return RecordingKind.Of(uuid) is RecordingKind.Voicemail
            ? await VoicemailAsync(connection, sought, cancellation)
            : await ListedAsync(connection, sought, cancellation);
    }

    private async Task<ZoomResult<ZoomRecording>> VoicemailAsync(
        ZoomConnection connection, Sought sought, CancellationToken cancellation)
    {
        var phone = zoom.PhoneFor(connection, sought.Account);
        var id = RecordingKind.ZoomId(sought.Uuid);
        switch (await phone.GetVoicemailAsync(id, cancellation))
        {
            case ZoomResult<ZoomVoicemail>.Ok(var voicemail):
                var host = sought.Host ?? connection.ZoomUserId;
                if (host is null
                    && await ListedAsync(connection, sought with { StartAt = voicemail.StartAt }, cancellation) is ZoomResult<ZoomRecording>.Ok(var listed))
                {
                    host = listed.HostId;
                }

                return ZoomResult.Ok(PhoneRecordings.Of(voicemail, host, sought.Account, phone.VoicemailAddress(id)));
            case ZoomResult<ZoomVoicemail>.Failed({ ZoomCode: NoSuchAccount } failure):
                return NoAnswer(failure);
            case ZoomResult<ZoomVoicemail>.Failed(var failure):
                return ZoomResult.Failed<ZoomRecording>(failure);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<ZoomResult<ZoomRecording>> ListedAsync(
        ZoomConnection connection, Sought sought, CancellationToken cancellation)
    {
        if (sought.StartAt is not { } start || start < FirstRecordings.Day.Start() || start > time.GetUtcNow() + Future)
        {
            return ZoomResult.Failed<ZoomRecording>(new(
                ZoomFailureKind.Gone, "Nothing says when the call was, and Zoom lists calls by their day: the next sync finds it."));
        }

        var question = new PhoneQuestion(RecordingKind.Of(sought.Uuid), sought.Account, User: null);
        var result = await WithinAsync(connection, question, sought, start, cancellation);
        return result is ZoomResult<ZoomRecording>.Failed({ Kind: ZoomFailureKind.ScopeMissing }) && sought.Host is { } host && !connection.IsOfOneUser
            ? await WithinAsync(connection, question with { User = host }, sought, start, cancellation)
            : result;
    }

    private async Task<ZoomResult<ZoomRecording>> WithinAsync(
        ZoomConnection connection, PhoneQuestion question, Sought sought, DateTimeOffset start, CancellationToken cancellation)
    {
        var asked = connection.IsOfOneUser ? question with { User = ZoomConnection.Me } : question;
        var day = DateOnly.FromDateTime(start.UtcDateTime);
        if (ListPhone.FirstDay(asked, time.GetUtcNow()) is { } first && day < first)
        {
            return ZoomResult.Failed<ZoomRecording>(new(
                ZoomFailureKind.Rejected,
                $"Zoom Phone lists no more than six months of {asked.Whose}, and this is older: what is held here stays; fetch the rest at Zoom by hand."));
        }

        foreach (var window in (PhoneWindow[])[PhoneWindow.Moments(start - Near, start + Near), PhoneWindow.Days(day.AddDays(-1), day.AddDays(1))])
        {
            await foreach (var page in list.RunAsync(connection, asked, window, cancellation))
            {
                switch (page)
                {
                    case ZoomResult<ZoomPage<ZoomRecording>>.Failed(var failure):
                        return NoAnswer(failure);
                    case ZoomResult<ZoomPage<ZoomRecording>>.Ok(var items)
                        when items.Items.FirstOrDefault(item => item.Uuid == sought.Uuid) is { } found:
                        return ZoomResult.Ok(found);
                }
            }
        }

        return ZoomResult.Failed<ZoomRecording>(sought.IsKnown || start < time.GetUtcNow() - Patience
            ? new(ZoomFailureKind.Gone, "Zoom Phone no longer lists this recording.")
            : new(ZoomFailureKind.NotReady, "Zoom Phone does not list this recording yet."));
    }

    /// <summary>
    /// That an account has no list (any more), such as one whose Zoom Phone is switched off, says nothing of what was recorded.
    /// </summary>
    private static ZoomResult<ZoomRecording> NoAnswer(ZoomFailure failure) => ZoomResult.Failed<ZoomRecording>(
        failure.Kind is ZoomFailureKind.Gone or ZoomFailureKind.NotReady ? failure with { Kind = ZoomFailureKind.Rejected } : failure);

    private Task<Known?> KnownAsync(ZoomConnection connection, string uuid, CancellationToken cancellation) =>
        database.FindAsync<Known>(
            """
            SELECT host_id, start_at
            FROM meetings
            WHERE tenant_id = @tenant AND connection_id = @connection AND meeting_uuid = @uuid
            """,
            new { tenant = connection.TenantId, connection = connection.Id, uuid },
            cancellation);

    private sealed record Sought(string Uuid, string? Account, bool IsKnown, string? Host, DateTimeOffset? StartAt);

    private sealed class Known
    {
        public string? HostId { get; init; }

        public DateTimeOffset? StartAt { get; init; }
    }
}
