using Reconvene.Simulator.Zoom.Worlds.Shelves;

namespace Reconvene.Simulator.Zoom.Worlds;

/// <summary>Everything the accounts have. Whoever reads or changes it holds the gate.</summary>
internal sealed class World(IReadOnlyList<ZoomAccount> accounts, IReadOnlyList<ZoomUser> users)
{
    public Lock Gate { get; } = new();

    /// <summary>The main account.</summary>
    public ZoomAccount Account => Accounts[0];

    public IReadOnlyList<ZoomAccount> Accounts { get; } = accounts;

    public IReadOnlyList<ZoomUser> Users { get; } = users;

    public RecordingShelf Recordings { get; } = new();

    public List<ScheduledMeeting> Scheduled { get; } = [];

    public ZoomAccount? FindAccount(string id) => Accounts.FirstOrDefault(account => account.AccountId == id);

    public ZoomAccount AccountOf(ZoomUser user) => Accounts.First(account => account.AccountId == user.AccountId);

    public IEnumerable<ZoomAccount> Under(string masterId) => Accounts.Where(account => account.MasterId == masterId);

    public IEnumerable<ZoomUser> UsersOf(ZoomAccount account) => Users.Where(user => user.AccountId == account.AccountId && user.State != UserState.Deleted);

    public IEnumerable<MeetingInstance> MeetingsOf(ZoomAccount account) =>
        Recordings.All.Where(meeting => meeting.Host.AccountId == account.AccountId && meeting.Host.State != UserState.Deleted);

    /// <summary>By id or e-mail.</summary>
    public ZoomUser? FindUser(string who) =>
        Users.FirstOrDefault(user => user.State != UserState.Deleted
            && (user.Id == who || user.Email.Equals(who, StringComparison.OrdinalIgnoreCase)));

    public MeetingInstance? FindByUuid(string uuid) => Recordings.FindByUuid(uuid);

    /// <summary>A bare number means the latest instance.</summary>
    public MeetingInstance? FindLatest(long number) => Recordings.OfNumber(number).MaxBy(meeting => meeting.StartsAt);

    public (MeetingInstance Meeting, RecordingFile File)? FindFile(string key) => Recordings.FindFile(key);
}
