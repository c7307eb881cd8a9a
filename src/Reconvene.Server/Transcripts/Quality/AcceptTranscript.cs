using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Transcripts.Quality;

/// <summary>
/// A person who looked takes a transcript that the gate stops, or takes that back. It holds for these very words; the recording
/// then goes its way again.
/// </summary>
internal sealed class AcceptTranscript(
    Database database, TranscriptQueries transcripts, RecordingWork recordings, StartProcessing process, AuditTrail audit, TimeProvider time)
{
    /// <summary>False when there is no transcript.</summary>
    public async Task<bool> RunAsync(Caller caller, RecordingId id, bool isAccepted, CancellationToken cancellation)
    {
        if (await transcripts.FindAsync(caller.Tenant, id, cancellation) is not { } head
            || await recordings.FindAsync(caller.Tenant, id, cancellation) is not { } recording)
        {
            return false;
        }

        await using var work = await database.BeginAsync(cancellation);
        if (await ChangeAsync(work, caller, id, head, isAccepted, cancellation))
        {
            await audit.RecordAsync(
                work,
                new(
                    caller.Tenant,
                    AuditActor.Of(caller),
                    isAccepted ? "transcript.accepted" : "transcript.acceptance_withdrawn",
                    string.Create(CultureInfo.InvariantCulture, $"recording:{id.Value}"),
                    new { refusals = head.Judge(QualityLimits.Usual) }),
                cancellation);
            await process.RunAsync(work, caller.Tenant, recording.ConnectionId, id, cancellation);
        }

        await work.CommitAsync(cancellation);
        return true;
    }

    private async Task<bool> ChangeAsync(
        Work work, Caller caller, RecordingId id, TranscriptHead head, bool isAccepted, CancellationToken cancellation)
    {
        if (!isAccepted)
        {
            return await work.ExecuteAsync(
                "DELETE FROM transcript_acceptances WHERE tenant_id = @tenant AND recording_id = @id",
                new { tenant = caller.Tenant, id },
                cancellation) > 0;
        }

        return head is { AcceptedBy: null, WordsFingerprint: not null } && await work.ExecuteAsync(
            """
            INSERT INTO transcript_acceptances (recording_id, tenant_id, fingerprint, accepted_by, accepted_at)
            VALUES (@id, @tenant, @WordsFingerprint, @User, @now)
            ON CONFLICT (recording_id) DO UPDATE
            SET fingerprint = excluded.fingerprint, accepted_by = excluded.accepted_by, accepted_at = excluded.accepted_at
            WHERE transcript_acceptances.tenant_id = excluded.tenant_id
            """,
            new { tenant = caller.Tenant, id, head.WordsFingerprint, caller.User, now = time.GetUtcNow() },
            cancellation) > 0;
    }
}
