using System.Text.Json;
using Reconvene.Zoom.Meetings;
using Reconvene.Zoom.OAuth;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests.Meetings;

public class MeetingCallsTests
{
    private const string Made =
        """{"id":92674392836,"uuid":"aDYlohsHRtCd4ii1uC2+hA==","topic":"Урок","type":2,"status":"waiting","start_time":"2026-03-02T13:00:00Z","duration":60,"timezone":"Europe/Tallinn","join_url":"https://zoom.example/j/1","start_url":"https://zoom.example/s/1?zak=canary","password":"canary"}""";

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 15, 0, 0, TimeSpan.FromHours(2));
    private static readonly string[] Sent = ["duration", "start_time", "timezone", "topic", "type"];

    [Fact]
    public async Task A_meeting_is_made_with_its_start_in_utc_and_its_zone_beside_it()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(201, Made);

        var meeting = (await CreateAsync(zoom, Draft(agenda: "\"Глава\" 3"))).Value();

        Assert.Equal(92674392836, meeting.Id);
        Assert.Equal(Start, meeting.StartAt);
        Assert.Equal(60, meeting.DurationMinutes);
        Assert.Equal("https://zoom.example/j/1", meeting.JoinUrl!.AbsoluteUri);
        Assert.Equal("canary", meeting.Password!.Value.Reveal());
        Assert.DoesNotContain("canary", meeting.ToString(), StringComparison.Ordinal);
        var seen = Assert.Single(zoom.Seen);
        Assert.Equal("POST /v2/users/u%2F1/meetings", $"{seen.Method} {seen.RawTarget}");
        Assert.Equal("application/json", seen.Header("Content-Type"));
        using var body = JsonDocument.Parse(seen.Body);
        Compare.Same([.. Sent.Prepend("agenda")], body.RootElement.EnumerateObject().Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.Equal("Урок", body.RootElement.GetProperty("topic").GetString());
        Assert.Equal("\"Глава\" 3", body.RootElement.GetProperty("agenda").GetString());
        Assert.Equal(2, body.RootElement.GetProperty("type").GetInt32());
        Assert.Equal("2026-03-02T13:00:00Z", body.RootElement.GetProperty("start_time").GetString());
        Assert.Equal("Europe/Tallinn", body.RootElement.GetProperty("timezone").GetString());
        Assert.Equal(60, body.RootElement.GetProperty("duration").GetInt32());
    }

    [Fact]
    public async Task Without_an_agenda_none_is_sent()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(201, Made);

        await CreateAsync(zoom, Draft());

        using var body = JsonDocument.Parse(Assert.Single(zoom.Seen).Body);
        Compare.Same(Sent, body.RootElement.EnumerateObject().Select(static one => one.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_start_in_the_past_is_refused_without_asking_zoom()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(201, Made);
        var past = new ZoomMeetingDraft("t", zoom.Time.GetUtcNow().AddSeconds(-1), TimeSpan.FromHours(1), "UTC");

        var failure = (await CreateAsync(zoom, past)).Failure();

        Assert.Equal(ZoomFailureKind.Rejected, failure.Kind);
        Assert.False(failure.OutcomeUnknown);
        Assert.Contains("2026-03-01T11:59:59Z", failure.Reason, StringComparison.Ordinal);
        Assert.Empty(zoom.Seen);
    }

    [Theory]
    [InlineData(0, 60, 0)]
    [InlineData(201, 60, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(1, 1441, 0)]
    [InlineData(1, 60, 2001)]
    public void What_zoom_would_not_take_is_not_drafted(int topic, int minutes, int agenda) =>
        Assert.ThrowsAny<ArgumentException>(() => new ZoomMeetingDraft(
            new string('t', topic), Start, TimeSpan.FromMinutes(minutes), "UTC", new string('a', agenda)));

    [Fact]
    public async Task A_part_of_a_minute_counts_as_a_whole_one()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(201, Made);

        await CreateAsync(zoom, new ZoomMeetingDraft("t", Start, TimeSpan.FromSeconds(61), "UTC"));

        Assert.Contains("\"duration\":2", Assert.Single(zoom.Seen).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(201, "{}")]
    [InlineData(201, "")]
    public async Task A_meeting_that_may_exist_although_no_good_answer_came_is_told(int status, string answer)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(status, answer);

        Assert.True((await CreateAsync(zoom, Draft())).Failure().OutcomeUnknown);
        Assert.Single(zoom.Seen);
    }

    [Fact]
    public async Task A_refused_meeting_does_not_exist()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(400, """{"code":3161,"message":"Not allowed."}""");

        Assert.False((await CreateAsync(zoom, Draft())).Failure().OutcomeUnknown);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(200)]
    public async Task Without_a_token_no_meeting_was_made_whatever_became_of_the_token(int status)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(status, "");
        var oauth = new ZoomOAuth(zoom.Http, zoom.Endpoints, zoom.Time);
        var tokens = new ServerToServerTokens(oauth, "acc", "client", new Secret("hush"), zoom.Time);
        var client = new ZoomClient(zoom.Http, zoom.Endpoints, tokens, zoom.Time);

        var result = await client.CreateMeetingAsync("u", Draft(), CancellationToken.None);

        Assert.False(result.Failure().OutcomeUnknown);
        Assert.Equal("/oauth/token", Assert.Single(zoom.Seen).RawTarget);
    }

    [Fact]
    public async Task A_meeting_is_deleted_by_its_number()
    {
        await using var zoom = await FalseZoom.StartAsync(static context =>
        {
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        });

        (await zoom.Client().DeleteMeetingAsync(92674392836, CancellationToken.None)).Value();

        var seen = Assert.Single(zoom.Seen);
        Assert.Equal("DELETE /v2/meetings/92674392836", $"{seen.Method} {seen.RawTarget}");
    }

    [Fact]
    public async Task A_meeting_that_is_no_more_is_gone()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(404, """{"code":3001,"message":"Meeting does not exist: 1."}""");

        var result = await zoom.Client().DeleteMeetingAsync(1, CancellationToken.None);

        Assert.Equal(ZoomFailureKind.Gone, result.Failure().Kind);
    }

    [SharedFact]
    public async Task Zooms_sample_of_a_meeting_is_read()
    {
        var sample = System.Text.Encoding.UTF8.GetString(SharedFiles.Read("samples", "api", "users-userId-meetings_POST.json"));
        await using var zoom = await FalseZoom.AnsweringAsync(201, sample);

        var meeting = (await CreateAsync(zoom, Draft())).Value();

        Assert.Equal(92674392836, meeting.Id);
        Assert.False(meeting.StartUrl!.Value.IsEmpty);
    }

    private static ZoomMeetingDraft Draft(string? agenda = null) =>
        new("Урок", Start, TimeSpan.FromHours(1), "Europe/Tallinn", agenda);

    private static Task<ZoomResult<ZoomMeeting>> CreateAsync(FalseZoom zoom, ZoomMeetingDraft draft) =>
        zoom.Client().CreateMeetingAsync("u/1", draft, CancellationToken.None);
}
