using Reconvene.Client.Deliverables;
using Reconvene.Server.Recordings.Attendance;

namespace Reconvene.Server.Deliverables;

/// <summary>Brings together who spoke, by the transcript, and who was there, by Zoom's list. The two know each other by name alone.</summary>
internal static class WhoWasThere
{
    /// <summary>The document with all who were there.</summary>
    /// <param name="document">With those who spoke.</param>
    /// <param name="attendees">By Zoom.</param>
    /// <param name="names">What people call the speakers, by the name that Zoom has.</param>
    public static DeliverableDocument Add(
        DeliverableDocument document, IReadOnlyList<Attendee> attendees, IReadOnlyDictionary<string, string> names)
    {
        var there = attendees
            .GroupBy(person => names.GetValueOrDefault(person.Name, person.Name), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.OrdinalIgnoreCase);
        var speakers = document.Participants
            .Select(person => there.Remove(person.Name, out var stays) ? With(person, stays) : person)
            .ToList();
        var silent = there.Select(one => With(
            new DeliverableParticipant { Name = one.Key, TalkMs = 0, TalkPercent = 0 }, one.Value));
        return document with { Participants = [.. speakers, .. silent.OrderBy(person => person.Name, StringComparer.Ordinal)] };
    }

    private static DeliverableParticipant With(DeliverableParticipant person, List<Attendee> stays) => person with
    {
        JoinedAt = stays.Min(stay => stay.JoinedAt),
        LeftAt = stays.Max(stay => stay.LeftAt),
        AttendedMs = stays.Sum(stay => stay.AttendedMs),
    };
}
