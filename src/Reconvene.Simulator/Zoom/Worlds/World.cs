namespace Reconvene.Simulator.Zoom.Worlds;

/// <summary>Everything the account has. Whoever reads or changes it holds the gate.</summary>
internal sealed class World(ZoomAccount account, IReadOnlyList<ZoomUser> users)
{
    public Lock Gate { get; } = new();

    public ZoomAccount Account { get; } = account;

    public IReadOnlyList<ZoomUser> Users { get; } = users;

    public List<MeetingInstance> Meetings { get; } = [];

    /// <summary>By id, e-mail or <c>me</c>, which for this kind of app is the owner.</summary>
    public ZoomUser? FindUser(string who) => who == "me"
        ? Account.Owner
        : Users.FirstOrDefault(user => user.Id == who || user.Email.Equals(who, StringComparison.OrdinalIgnoreCase));

    public MeetingInstance? FindByUuid(string uuid) => Meetings.FirstOrDefault(meeting => meeting.Uuid == uuid);

    /// <summary>A bare number means the latest instance.</summary>
    public MeetingInstance? FindLatest(long number) =>
        Meetings.Where(meeting => meeting.Number == number).MaxBy(meeting => meeting.StartsAt);

    public (MeetingInstance Meeting, RecordingFile File)? FindFile(string key)
    {
        foreach (var meeting in Meetings)
        {
            if (meeting.Everything.FirstOrDefault(file => file.Key == key || file.Opaque == key) is { } file)
            {
                return (meeting, file);
            }
        }

        return null;
    }
}
