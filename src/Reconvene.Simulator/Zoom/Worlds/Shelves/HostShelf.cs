namespace Reconvene.Simulator.Zoom.Worlds.Shelves;

/// <summary>The recordings of one host by day in UTC.</summary>
internal sealed class HostShelf
{
    private readonly List<MeetingInstance> _all = [];
    private readonly Dictionary<DateOnly, List<MeetingInstance>> _byDay = [];

    public IReadOnlyList<MeetingInstance> All => _all;

    public void Add(MeetingInstance meeting)
    {
        _all.Add(meeting);
        var day = DateOnly.FromDateTime(meeting.StartsAt.UtcDateTime);
        if (!_byDay.TryGetValue(day, out var held))
        {
            _byDay[day] = held = [];
        }

        held.Add(meeting);
    }

    public IEnumerable<MeetingInstance> Between(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            foreach (var meeting in _byDay.GetValueOrDefault(day) ?? [])
            {
                yield return meeting;
            }
        }
    }
}
