using System.Globalization;

namespace Reconvene.Simulator.Zoom.Worlds.Large;

/// <summary>As many people as are wanted; the first owns the account, and one in eight is inactive.</summary>
internal static class ManyPeople
{
    private const int InactiveEach = 8;

    private static readonly (string Name, string Address)[] FirstNames =
    [
        ("Maria", "maria"), ("Анна", "anna"), ("Tom", "tom"), ("Игорь", "igor"), ("Priya", "priya"),
        ("Ольга", "olga"), ("Lars", "lars"), ("Михаил", "mikhail"), ("Chloé", "chloe"), ("Дарья", "darya"),
    ];

    private static readonly (string Name, string Address)[] LastNames =
        [("Keller", "keller"), ("Okafor", "okafor"), ("Nair", "nair"), ("Berg", "berg"), ("Martin", "martin")];

    private static readonly (string Name, string Address)[] RussianLastNames =
    [
        ("Шевченко", "shevchenko"), ("Коваленко", "kovalenko"), ("Черных", "chernykh"), ("Белых", "belykh"), ("Дюжих", "dyuzhikh"),
    ];

    public static IReadOnlyList<ZoomUser> Make(int count, string accountId, DateTimeOffset earliest, SeededRandom random) =>
        [.. Enumerable.Range(0, count).Select(i => Person(i, accountId, earliest, random))];

    private static ZoomUser Person(int i, string accountId, DateTimeOffset earliest, SeededRandom random)
    {
        var russian = i % 2 == 1;
        var first = FirstNames[i % FirstNames.Length];
        var last = (russian ? RussianLastNames : LastNames)[i / FirstNames.Length % LastNames.Length];
        var again = i / (FirstNames.Length * LastNames.Length);
        var number = again == 0 ? "" : (again + 1).ToString(CultureInfo.InvariantCulture);
        return new ZoomUser
        {
            Id = random.UserId(),
            AccountId = accountId,
            Email = $"{first.Address}.{last.Address}{number}@sim.example",
            FirstName = first.Name,
            LastName = last.Name,
            State = i % InactiveEach == InactiveEach - 1 ? UserState.Inactive : UserState.Active,
            PersonalNumber = random.Between(3_000_000_000, 6_999_999_999),
            Timezone = russian ? "Europe/Tallinn" : "Europe/Berlin",
            Language = russian ? "ru-RU" : "en-US",
            CreatedAt = earliest.AddDays(-random.Between(1, 300)).AddHours(9),
        };
    }
}
