using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.Steps;

/// <summary>
/// Zoom answers for a recording that is known that there is none. It is where the lists of its host say: still listed, so
/// that the answer was no answer; in the trash; or nowhere, which is believed when it was so twice.
/// </summary>
internal sealed class AbsentRecording(ZoomClients zoom, MoveAtZoom move, KeepFormer former, TimeProvider time)
{
    private const int Confirmations = 2;
    private static readonly TimeSpan ConfirmAfter = TimeSpan.FromMinutes(2);

    /// <summary>Null in the place of one of the two.</summary>
    /// <param name="context">The step that found it; its bookmark counts the confirmations.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="recording">What is known.</param>
    /// <param name="failure">What Zoom answered.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<(Absence? Absence, Failure? Failure)> JudgeAsync(
        StepContext context, ZoomConnection connection, RecordingAtWork recording, ZoomFailure failure, CancellationToken cancellation)
    {
        if (RecordingKind.IsPhone(recording.MeetingUuid))
        {
            // The days around it were just asked for, and the trash of Zoom Phone has no list.
            return await NowhereAsync(context, recording, time.GetUtcNow(), cancellation);
        }

        if (recording.HostId is null)
        {
            return (null, failure.ToFailure());
        }

        var askedAt = time.GetUtcNow();
        var listed = await FindAsync(connection, recording, trash: false, cancellation);
        if (listed.Failure is { } unlisted)
        {
            return (null, unlisted.ToFailure());
        }

        if (listed.Found is not null)
        {
            return (null, new(FailureKind.NotReady, failure.Reason));
        }

        var thrown = await FindAsync(connection, recording, trash: true, cancellation);
        if (thrown.Failure is { } unknown)
        {
            return (null, unknown.ToFailure());
        }

        return thrown.Found is { } inTrash
            ? (new(Whereabouts.InTrash(Since(inTrash, recording, askedAt)), askedAt), null)
            : await NowhereAsync(context, recording, askedAt, cancellation);
    }

    /// <summary>
    /// What is held is kept; what is not is missing, and says how it can be had. How many files that changed; null when
    /// Zoom was asked something newer meanwhile.
    /// </summary>
    public async Task<int?> LeaveAsync(
        Work work, TenantId tenant, RecordingAtWork recording, Absence absence, CancellationToken cancellation) =>
        await move.RunAsync(work, tenant, recording.Id, absence.Where, absence.AskedAt, cancellation)
            ? await former.RunAsync(work, tenant, recording.Id, _ => true, absence.Where.Reason, cancellation)
                + await RecordingStore.LoseRestAsync(work, tenant, recording.Id, absence.Where.Reason, cancellation)
            : null;

    private async Task<(Absence? Absence, Failure? Failure)> NowhereAsync(
        StepContext context, RecordingAtWork recording, DateTimeOffset askedAt, CancellationToken cancellation)
    {
        var left = context.BookmarkAs<AskedAtZoom>() ?? new AskedAtZoom();
        var times = left.Times + 1;
        if (times >= Confirmations || recording.AtZoom is PlaceAtZoom.Deleted)
        {
            return (new(Whereabouts.Gone(askedAt), askedAt), null);
        }

        await context.MarkAsync(0, "Zoom no longer lists this recording: asked once more before it is believed.", left with { Times = times }, cancellation);
        return (null, new(FailureKind.NotReady, "Zoom no longer lists this recording.", time.GetUtcNow() + ConfirmAfter));
    }

    /// <summary>A host whom Zoom does not know (any more) has no list.</summary>
    private async Task<(ZoomRecording? Found, ZoomFailure? Failure)> FindAsync(
        ZoomConnection connection, RecordingAtWork recording, bool trash, CancellationToken cancellation)
    {
        var day = DateOnly.FromDateTime(recording.StartAt.UtcDateTime);
        await foreach (var page in zoom.For(connection, recording.AccountId).ListUserRecordingsAsync(
            connection.IsOfOneUser ? ZoomConnection.Me : recording.HostId!, day.AddDays(-1), day.AddDays(1), trash, cancellation))
        {
            switch (page)
            {
                case ZoomResult<ZoomPage<ZoomRecording>>.Failed({ Kind: not ZoomFailureKind.Gone } failure):
                    return (null, failure);
                case ZoomResult<ZoomPage<ZoomRecording>>.Ok(var items)
                    when items.Items.FirstOrDefault(item => item.Uuid == recording.MeetingUuid) is { } found:
                    return (found, null);
            }
        }

        return (null, null);
    }

    private static DateTimeOffset Since(ZoomRecording inTrash, RecordingAtWork recording, DateTimeOffset askedAt) =>
        inTrash.Files.Min(file => file.TrashedAt)
        ?? (recording.AtZoom is PlaceAtZoom.Trashed ? recording.AtZoomSince : null)
        ?? askedAt;
}

/// <summary>Where Zoom has a recording that it does not list.</summary>
/// <param name="Where">Where.</param>
/// <param name="AskedAt">When Zoom was asked.</param>
internal sealed record Absence(Whereabouts Where, DateTimeOffset AskedAt);
