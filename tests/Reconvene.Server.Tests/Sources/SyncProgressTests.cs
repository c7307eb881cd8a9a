using System.Text.Json;
using Reconvene.Server.Jobs;
using Reconvene.Server.Sources;
using Reconvene.Server.Sources.Steps;

namespace Reconvene.Server.Tests.Sources;

/// <summary>Whatever the order in which pieces of a sync come back, and however often it is interrupted, it counts the same.</summary>
public sealed class SyncProgressTests
{
    private static readonly DateOnly First = new(2025, 1, 1);

    [Fact]
    public void In_any_order_and_over_any_interruption_every_recording_counts_once()
    {
        var hosts = Enumerable.Range(0, 12).Select(number => new SourceHost(null, $"host-{number:D2}")).ToList();
        var windows = Reconvene.Server.Sources.Steps.Windows.Between(First, First.AddDays(300));
        var expected = Run(hosts, windows, new Random(0), atOnce: 1, interruptions: 0);
        Assert.True(expected.Found > 500);
        Assert.Equal(expected.Found, expected.Users.Sum(user => user.Found));
        for (var seed = 1; seed <= 60; seed++)
        {
            var result = Run(hosts, windows, new Random(seed), atOnce: 1 + (seed % 16), interruptions: seed % 7);
            Assert.Equal(Told(expected), Told(result));
        }
    }

    private static string Told(SyncProgress progress) => JsonSerializer.Serialize(new
    {
        progress.Announced, progress.Listed, progress.Found, progress.Saved, progress.Updated, progress.Trashed, progress.OddCount,
        progress.Users, progress.Unreadable, progress.HostsDone,
    });

    private static SyncProgress Run(
        List<SourceHost> hosts, IReadOnlyList<(DateOnly From, DateOnly To)> windows, Random random, int atOnce, int interruptions)
    {
        var bookmark = new SyncBookmark();
        while (true)
        {
            var progress = new SyncProgress(bookmark, hosts, windows, hasTrash: true);
            var left = progress.Left().GetEnumerator();
            var underWay = new List<SyncUnit>();
#pragma warning disable CA5394 // A failure must be had again from its seed.
            var until = interruptions-- > 0 ? random.Next(1, 40) : int.MaxValue;
#pragma warning restore CA5394
            for (var taken = 0; taken < until; taken++)
            {
                while (underWay.Count < atOnce && left.MoveNext())
                {
                    underWay.Add(left.Current);
                }

                if (underWay.Count is 0)
                {
                    Assert.Equal(hosts.Count, progress.HostsDone);
                    return progress;
                }

#pragma warning disable CA5394 // A failure must be had again from its seed.
                var unit = underWay[random.Next(underWay.Count)];
#pragma warning restore CA5394
                underWay.Remove(unit);
                Take(progress, unit, hosts);
            }

            // What was under way is lost, and what was marked is not.
            bookmark = JsonSerializer.Deserialize<SyncBookmark>(JobJson.Write(progress.Bookmark())!, JobJson.Options)!;
        }
    }

    private static void Take(SyncProgress progress, SyncUnit unit, IReadOnlyList<SourceHost> hosts)
    {
        var number = hosts.ToList().IndexOf(unit.Host);
        if (number is 5)
        {
            progress.Fail(unit, "forbidden");
            return;
        }

        if (unit.Days is not var (from, to))
        {
            progress.After(unit, new ListedWindow { Different = number });
            return;
        }

        var days = Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays).ToList();
        var odd = number is 3 && unit.Window is 1 or 2 ? (string[])[$"odd {unit.Window}"] : [];
        progress.After(unit, new ListedWindow
        {
            Announced = days.Count,
            Listed = days.Count,
            Different = days.Count,
            Saved = days.Count / 2,
            Updated = 1,
            Edge = [.. days.Where(day => day <= from.AddDays(1) || day >= to.AddDays(-1)).Select(day => $"{number}-{day:yyyyMMdd}")],
            Unreadable = odd,
        });
    }
}
