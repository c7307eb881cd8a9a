using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class RecordingListTests
{
    private static readonly string[] LiveFields = ["share_url", "timezone"];

    [Fact]
    public async Task A_month_back_from_today_finds_the_owners_meetings_newest_first()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });

        var body = await sim.GetAsync($"/v2/users/me/recordings?from={sim.Day(-30)}&to={sim.Day(0)}");

        var starts = body["meetings"]!.AsArray().Select(meeting => meeting!["start_time"]!.ToString()).ToList();
        Assert.Equal(5, starts.Count);
        Assert.Equal(starts.OrderDescending(StringComparer.Ordinal), starts, StringComparer.Ordinal);
        Assert.Equal(5, body["total_records"]!.GetValue<int>());
    }

    [Fact]
    public async Task Without_dates_only_today_is_listed()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });

        var body = await sim.GetAsync("/v2/users/me/recordings");

        Assert.Equal(sim.Day(0), body["from"]!.ToString());
        Assert.Single(body["meetings"]!.AsArray());
    }

    [Fact]
    public async Task Date_times_are_read_as_their_day()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });

        var body = await sim.GetAsync($"/v2/users/me/recordings?from={sim.Day(-2)}T00:00:00Z&to={sim.Day(0)}T23:59:59%2B00:00");

        Assert.Equal(sim.Day(-2), body["from"]!.ToString());
        Assert.Equal(2, body["meetings"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(-40, 0, "from")]
    [InlineData(0, -1, "to")]
    public async Task A_window_over_a_month_or_the_wrong_way_round_is_refused(int from, int to, string field)
    {
        await using var sim = await Sim.StartAsync();

        var body = await sim.GetAsync(
            $"/v2/users/me/recordings?from={sim.Day(from)}&to={sim.Day(to)}", HttpStatusCode.BadRequest);

        Assert.Equal(300, body["code"]!.GetValue<int>());
        Assert.Equal(field, body["errors"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task A_date_that_is_none_is_refused()
    {
        await using var sim = await Sim.StartAsync();

        var body = await sim.GetAsync("/v2/users/me/recordings?from=yesterday", HttpStatusCode.BadRequest);

        Assert.Equal("from", body["errors"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task Recordings_of_an_inactive_user_stay_listed()
    {
        await using var sim = await Sim.StartAsync();
        var inactive = sim.Control.World().Users.Single(user => user.Status == "inactive");

        var body = await sim.GetAsync($"/v2/users/{inactive.Id}/recordings?from={sim.Day(-30)}&to={sim.Day(0)}");

        Assert.Single(body["meetings"]!.AsArray());
    }

    [Fact]
    public async Task Each_page_holds_what_was_asked_and_together_they_hold_all()
    {
        await using var sim = await Sim.StartAsync();
        var target = $"/v2/users/me/recordings?from={sim.Day(-30)}&to={sim.Day(0)}&page_size=2";
        var uuids = new List<string>();
        var next = "";
        do
        {
            var body = await sim.GetAsync(next.Length == 0 ? target : $"{target}&next_page_token={next}");
            uuids.AddRange(body["meetings"]!.AsArray().Select(meeting => meeting!["uuid"]!.ToString()));
            next = body["next_page_token"]!.ToString();
        }
        while (next.Length > 0);

        Assert.Equal(5, uuids.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3, sim.Control.RouteCounts["GET /v2/users/{user}/recordings"]);
    }

    [Fact]
    public async Task The_odd_forms_that_were_seen_at_Zoom_are_there()
    {
        await using var sim = await Sim.StartAsync();
        var meetings = (await sim.GetAsync($"/v2/users/me/recordings?from={sim.Day(-30)}&to={sim.Day(0)}"))["meetings"]!.AsArray();
        var files = meetings.SelectMany(meeting => meeting!["recording_files"]!.AsArray()).Select(file => file!.AsObject()).ToList();

        Assert.Contains(files, file => file["file_size"]?.GetValueKind() == JsonValueKind.String);
        Assert.Contains(files, file => file["file_size"]?.ToString() == "0");
        Assert.Contains(files, file => !file.ContainsKey("file_size") && file.ContainsKey("id") && file["status"]?.ToString() == "completed");
        Assert.Contains(files, file => file["status"]?.ToString() == "processing" && file["file_type"]!.ToString().Length == 0
            && !file.ContainsKey("download_url") && file["recording_end"]!.ToString().Length == 0);
        Assert.Contains(meetings, meeting => meeting!["type"]!.GetValueKind() == JsonValueKind.Number);
        Assert.Contains(meetings, meeting => meeting!["type"]!.GetValueKind() == JsonValueKind.String);
        Assert.Contains(meetings, meeting => meeting!["type"]!.ToString() == "5");
        Assert.All(
            files.Where(file => file["file_type"]!.ToString() is "CC" or "TIMELINE"),
            file => Assert.False(file.ContainsKey("id") || file.ContainsKey("status") || file.ContainsKey("file_size")
                || file.ContainsKey("recording_type") || file.ContainsKey("play_url")));
        Assert.Contains(files, file => file["file_type"]!.ToString() == "CC");
    }

    [SharedFact]
    public async Task The_list_has_the_fields_and_kinds_of_the_sample()
    {
        await using var sim = await Sim.StartAsync();
        var sample = JsonNode.Parse(await File.ReadAllTextAsync(
            Path.Combine(Shared.Samples, "api", "users-userId-recordings_GET.json")))!;

        var body = await sim.GetAsync($"/v2/users/me/recordings?from={sim.Day(-10)}&to={sim.Day(-3)}");

        var (meeting, like) = (body["meetings"]![0]!, sample["meetings"]![0]!);
        var (file, likeFile) = (meeting["recording_files"]![0]!, like["recording_files"]![0]!);
        Assert.Empty(Shapes.Unknown(body, sample));
        Assert.Empty(Shapes.Missing(body, sample));
        Assert.Empty(Shapes.OtherKinds(body, sample));
        Assert.Empty(Shapes.Unknown(meeting, like).Except(LiveFields, StringComparer.Ordinal));
        Assert.Empty(Shapes.Missing(meeting, like));
        Assert.Empty(Shapes.Unknown(file, likeFile));
        Assert.Equal("deleted_time file_path", string.Join(' ', Shapes.Missing(file, likeFile)));
        Assert.Empty(Shapes.OtherKinds(file, likeFile));
    }
}
