using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom;
using Reconvene.Zoom.Meetings;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.Attendance;

/// <summary>
/// Asks Zoom once who took part in a meeting. That nobody tells is kept as a reason, and holds nothing up: a plan, a scope or a
/// meeting of one person is enough for it.
/// </summary>
internal sealed class AskAttendance(ZoomClients clients, AttendanceQueries queries, TimeProvider time)
{
    private const int MostPeople = 5000;
    private const int LongestName = 300;
    private const int LongestReason = 1000;

    /// <summary>What is to be kept; null when nothing is to be asked, or Zoom cannot answer now.</summary>
    public async Task<Func<Work, CancellationToken, Task>?> RunAsync(
        ZoomConnection connection, RecordingAtWork recording, ZoomRecording listed, CancellationToken cancellation)
    {
        if (!IsMeeting(listed) || await queries.IsKnownAsync(connection.TenantId, recording.Id, cancellation))
        {
            return null;
        }

        var stays = new List<ZoomParticipant>();
        var meeting = MeetingReference.Of(new MeetingUuid(recording.MeetingUuid));
        await foreach (var result in clients.For(connection, recording.AccountId).ListPastParticipantsAsync(meeting, cancellation))
        {
            switch (result)
            {
                case ZoomResult<ZoomPage<ZoomParticipant>>.Ok(var page):
                    stays.AddRange(page.Items);
                    break;
                case ZoomResult<ZoomPage<ZoomParticipant>>.Failed(var failure):
                    return IsForGood(failure.Kind) ? Keep(connection.TenantId, recording.Id, [], failure.ToFailure().Reason) : null;
            }

            if (stays.Count >= MostPeople)
            {
                break;
            }
        }

        return Keep(connection.TenantId, recording.Id, People(stays), failure: null);
    }

    /// <summary>Zoom tells it of meetings by this call, and of nothing else.</summary>
    private static bool IsMeeting(ZoomRecording listed) => listed.Type is "1" or "2" or "3" or "4" or "7" or "8";

    private static bool IsForGood(ZoomFailureKind kind) =>
        kind is ZoomFailureKind.ScopeMissing or ZoomFailureKind.PermissionDenied or ZoomFailureKind.Gone or ZoomFailureKind.Rejected;

    /// <summary>Who left and came again is one person: by id, by registration, else by name.</summary>
    internal static IReadOnlyList<Attendee> People(IEnumerable<ZoomParticipant> stays) =>
    [
        .. stays.Where(stay => stay.Status is not "in_waiting_room" && !string.IsNullOrWhiteSpace(stay.Name))
            .GroupBy(stay => Filled(stay.Id) ?? Filled(stay.RegistrantId) ?? $"name:{stay.Name!.Trim()}", StringComparer.Ordinal)
            .Select(person => new Attendee
            {
                Name = LedgerText.Of(person.First().Name!.Trim(), LongestName)!,
                JoinedAt = person.Min(stay => stay.JoinedAt),
                LeftAt = person.Max(stay => stay.LeftAt),
                AttendedMs = person.Sum(Length),
            }),
    ];

    /// <summary>Shortly after a meeting the length may be 0 though the two moments are known.</summary>
    private static long Length(ZoomParticipant stay) => stay is { JoinedAt: { } came, LeftAt: { } left } && left > came
        ? (long)(left - came).TotalMilliseconds
        : Math.Max(0, stay.Duration ?? 0) * 1000L;

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;


    private Func<Work, CancellationToken, Task> Keep(
        TenantId tenant, RecordingId recording, IReadOnlyList<Attendee> people, string? failure) => async (work, cancellation) =>
    {
        var isFirst = await work.ExecuteAsync(
            """
            INSERT INTO attendance (recording_id, tenant_id, asked_at, failure) VALUES (@recording, @tenant, @now, @failure)
            ON CONFLICT (recording_id) DO NOTHING
            """,
            new
            {
                recording,
                tenant,
                now = time.GetUtcNow(),
                failure = failure is { Length: > LongestReason } ? failure[..LongestReason] : failure,
            },
            cancellation) is 1;
        for (var number = 0; isFirst && number < people.Count; number++)
        {
            await work.ExecuteAsync(
                """
                INSERT INTO attendees (recording_id, tenant_id, number, name, joined_at, left_at, attended_ms)
                VALUES (@recording, @tenant, @number, @Name, @JoinedAt, @LeftAt, @AttendedMs)
                """,
                new { recording, tenant, number, people[number].Name, people[number].JoinedAt, people[number].LeftAt, people[number].AttendedMs },
                cancellation);
        }
    };
}
