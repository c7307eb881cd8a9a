using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control.Worlds;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom.Worlds;

public class LargeWorldTests
{
    private static readonly LargeWorld Some = new() { Recordings = 600, Users = 12, Years = 1 };

    [Fact]
    public async Task There_are_ten_thousand_recordings_of_fifty_users_over_three_years_and_they_are_there_at_once()
    {
        var watch = Stopwatch.StartNew();
        await using var sim = await StartAsync(new LargeWorld());
        watch.Stop();

        var world = sim.Control.World();
        var totals = sim.Control.Totals();
        var days = world.Meetings.Select(meeting => DateOnly.FromDateTime(meeting.StartsAt.UtcDateTime)).ToHashSet();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal(10_000, world.Meetings.Count);
        Assert.Equal((50, 10_000), (totals.Users, totals.Recordings));
        Assert.Equal(sim.Control.Files().Sum(file => file.LengthBytes), totals.Bytes);
        Assert.Equal(6, world.Users.Count(user => user.Status == "inactive"));
        Assert.All(world.Users, user => Assert.Contains(world.Meetings, meeting => meeting.HostEmail == user.Email));
        Assert.All(world.Meetings, meeting => Assert.InRange(meeting.StartsAt, TestClock.Start.AddYears(-3).AddDays(-1), TestClock.Start));
        Assert.InRange(days.Count, 600, 1000);
        Assert.Equal(10_000, world.Meetings.DistinctBy(meeting => meeting.Uuid, StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task It_holds_what_clients_stumble_over()
    {
        await using var sim = await StartAsync(Some);
        var meetings = sim.Control.World().Meetings;

        Assert.Contains(meetings, meeting => meeting.Uuid.StartsWith('/'));
        Assert.Contains(meetings, meeting => meeting.Uuid.Contains("//", StringComparison.Ordinal));
        Assert.Contains(meetings.GroupBy(meeting => meeting.Number), number => number.Count() > 5);
        Assert.Contains(
            meetings.GroupBy(meeting => (meeting.HostEmail, meeting.StartsAt.Date)), day => day.Count() > 1);
        Assert.Contains(meetings, meeting => meeting.StartsAt.UtcDateTime is { Day: 1, Hour: 0, Minute: 0, Second: 0 });
        Assert.Contains(meetings, meeting => meeting.StartsAt.AddSeconds(30).UtcDateTime is { Day: 1, Hour: 0, Minute: 0, Second: 0 });
        Assert.Contains(meetings, meeting => meeting.Topic.Contains("📚", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_large_world_to_the_byte()
    {
        var first = await TellAsync(1);
        var again = await TellAsync(1);
        var other = await TellAsync(2);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Walking_month_by_month_page_by_page_finds_every_recording_once()
    {
        await using var sim = await StartAsync(Some);
        var token = await sim.TokenAsync();
        var world = sim.Control.World();
        var found = new List<string>();
        foreach (var user in world.Users)
        {
            var today = DateOnly.FromDateTime(TestClock.Start.UtcDateTime);
            for (var from = today.AddYears(-1); from <= today; from = from.AddDays(28))
            {
                await WalkAsync(sim, token, user.Id!, from, from.AddDays(27), found);
            }
        }

        Assert.Equal(
            world.Meetings.Select(meeting => meeting.Uuid).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Every_file_is_as_long_as_it_is_said_to_be_and_unlike_every_other()
    {
        await using var sim = await StartAsync(Some with { Recordings = 60 });
        var token = await sim.TokenAsync();
        var checksums = new HashSet<string>(StringComparer.Ordinal);

        foreach (var file in sim.Control.Files())
        {
            var bytes = await sim.DownloadAsync(file.DownloadPath, token);
            Assert.Equal(file.LengthBytes, bytes.Length);
            Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
            Assert.True(checksums.Add(file.Sha256), file.FileType);
            if (file.FileType == "TIMELINE")
            {
                Assert.NotEmpty(JsonNode.Parse(bytes)!["timeline"]!.AsArray());
            }
            else if (file.FileType is "TRANSCRIPT" or "CC")
            {
                Assert.StartsWith("WEBVTT", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
                Assert.DoesNotContain("###", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_range_of_a_text_is_a_part_of_it()
    {
        await using var sim = await StartAsync(Some with { Recordings = 20 });
        var file = sim.Control.Files().First(one => one.FileType == "TRANSCRIPT");
        var whole = await sim.DownloadAsync(file.DownloadPath);
        sim.Control.Switches.DownloadRedirects = 0;

        var pieces = new List<byte>();
        for (var at = 0; at < whole.Length; at += 7)
        {
            using var answer = await sim.SendAsync(HttpMethod.Get, file.DownloadPath, change: request => request.Headers.Range = new(at, at + 6));
            pieces.AddRange(await answer.Content.ReadAsByteArrayAsync(sim.Cancellation));
        }

        Assert.Equal(whole, pieces);
    }

    [Fact]
    public async Task Apps_and_their_secrets_are_those_of_the_small_world()
    {
        await using var small = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });
        await using var large = await StartAsync(Some);

        Assert.Equal(small.Control.World().AccountId, large.Control.World().AccountId);
        Assert.Equal(small.Control.OAuth.Apps.Select(app => app.ClientSecret), large.Control.OAuth.Apps.Select(app => app.ClientSecret), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Totals_and_the_files_of_one_meeting_are_told_over_http()
    {
        await using var sim = await StartAsync(Some);
        var meeting = sim.Control.World().Meetings.First(one => one.Uuid.StartsWith('/'));

        var totals = JsonNode.Parse(await sim.Http.GetStringAsync("/_control/totals", sim.Cancellation))!;
        var files = JsonNode.Parse(await sim.Http.GetStringAsync(
            "/_control/files?meeting=" + Uri.EscapeDataString(meeting.Uuid), sim.Cancellation))!;

        Assert.Equal(600, totals["recordings"]!.GetValue<int>());
        Assert.Equal(meeting.Files, files.AsArray().Count);
    }

    [Fact]
    public async Task A_world_of_nothing_is_refused()
    {
        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(new LargeWorld { Users = 0 }));

        Assert.Contains("0 users", wrong.Message, StringComparison.Ordinal);
    }

    private static Task<Sim> StartAsync(LargeWorld wish) => Sim.StartAsync(new SimulatorOptions
    {
        TimeProvider = new TestClock(), World = WorldKind.Large, LargeWorld = wish,
    });

    private static async Task<string> TellAsync(int seed)
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions
        {
            Seed = seed, TimeProvider = new TestClock(), World = WorldKind.Large, LargeWorld = Some,
        });
        return string.Join('\n', sim.Control.Files().Select(file => $"{file.MeetingUuid} {file.Key} {file.StartsAt:O} {file.Sha256}"));
    }

    private static async Task WalkAsync(Sim sim, string token, string user, DateOnly from, DateOnly to, List<string> found)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/v2/users/{user}/recordings?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}&page_size=3");
        var next = "";
        var count = 0;
        JsonNode page;
        do
        {
            using var answer = await sim.SendAsync(HttpMethod.Get, path + "&next_page_token=" + next, token);
            page = await sim.JsonAsync(answer);
            found.AddRange(page["meetings"]!.AsArray().Select(meeting => meeting!["uuid"]!.ToString()));
            count += page["meetings"]!.AsArray().Count;
            next = page["next_page_token"]!.ToString();
        }
        while (next.Length > 0);

        Assert.Equal(page["total_records"]!.GetValue<int>(), count);
    }
}
