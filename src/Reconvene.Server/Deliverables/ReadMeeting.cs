using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Recordings.Attendance;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Speakers;

namespace Reconvene.Server.Deliverables;

/// <summary>Reads what deliverables of a recording are made of.</summary>
internal sealed class ReadMeeting(TranscriptQueries transcripts, SpeakerQueries speakers, AttendanceQueries attendance)
{
    /// <summary>Without the words; null while there is no transcript.</summary>
    public async Task<DeliverableFingerprint?> FindAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation) =>
        await transcripts.FindAsync(tenant, recording, cancellation) is { } head
            ? new(
                head,
                await speakers.NamesAsync(tenant, recording, cancellation),
                await attendance.ListAsync(tenant, recording, cancellation))
            : null;

    /// <summary>With every word.</summary>
    public async Task<Meeting> ReadAsync(
        TenantId tenant, RecordingId recording, DeliverableFingerprint sources, CancellationToken cancellation)
    {
        var head = sources.Transcript;
        var segments = new List<Segment>(head.SegmentCount);
        await foreach (var segment in transcripts.SegmentsAsync(tenant, head.Id, cancellation))
        {
            segments.Add(segment);
        }

        return new Meeting(tenant, recording, head.Topic, head.RecordedAt, head.Language, segments, sources.Attendees, sources.Names);
    }
}
