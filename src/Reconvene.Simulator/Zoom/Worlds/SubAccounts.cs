namespace Reconvene.Simulator.Zoom.Worlds;

/// <summary>The two accounts below the main one, with their people and what they recorded.</summary>
internal sealed class SubAccounts
{
    private readonly SeededRandom _random;
    private readonly DateTimeOffset _today;
    private readonly ZoomUser _lena;
    private readonly ZoomUser _tom;
    private readonly ZoomUser _carlos;

    public SubAccounts(int seed, DateTimeOffset today, string masterId)
    {
        _random = SeededRandom.For(seed, "sub-accounts");
        _today = today;
        var (north, south) = ("simaccount_" + _random.Text(11), "simaccount_" + _random.Text(11));
        _lena = Person("Lena", "Fischer", north, "Europe/Berlin", "lena.fischer@north.sim.example");
        _tom = Person("Tom", "Okafor", north, "Europe/London", "tom.okafor@north.sim.example");
        _carlos = Person("Carlos", "Vega", south, "Europe/Madrid", "carlos.vega@south.sim.example");
        Users = [_lena, _tom, _carlos];
        Accounts =
        [
            new ZoomAccount(north, "Branch North", _lena, masterId),
            new ZoomAccount(south, "Branch South", _carlos, masterId),
        ];
    }

    public IReadOnlyList<ZoomAccount> Accounts { get; }

    public IReadOnlyList<ZoomUser> Users { get; }

    public IEnumerable<MeetingPlan> Plans() =>
    [
        Plan("North: weekly sync", _lena, 3, "weekly-1.en"),
        Plan("North: customer interview", _tom, 6, "interview.en"),
        Plan("South: design review", _carlos, 4, "design.en"),
    ];

    private ZoomUser Person(string first, string last, string account, string zone, string address) => new()
    {
        Id = _random.UserId(),
        AccountId = account,
        Email = address,
        FirstName = first,
        LastName = last,
        State = UserState.Active,
        PersonalNumber = _random.Between(3_000_000_000, 6_999_999_999),
        Timezone = zone,
        Language = "en-US",
        CreatedAt = _today.AddDays(-_random.Between(400, 900)).AddHours(9),
    };

    private MeetingPlan Plan(string topic, ZoomUser host, int daysAgo, string dialogue) => new()
    {
        Topic = topic,
        Host = host,
        StartsAt = _today.AddDays(-daysAgo).AddHours(10).AddSeconds(_random.Below(60)),
        Stretches = DialogueLibrary.Read(dialogue, _random),
    };
}
