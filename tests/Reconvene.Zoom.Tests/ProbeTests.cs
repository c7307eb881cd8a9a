using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests;

public class ProbeTests
{
    private const string OneUser = """{"id":"u1","account_id":"acc","email":"a@example.com"}""";

    [Fact]
    public async Task A_probe_tells_who_it_is_zooms_clock_and_how_long_it_took()
    {
        SteppedTime? time = null;
        await using var zoom = await FalseZoom.StartAsync(context =>
        {
            time!.Advance(TimeSpan.FromMilliseconds(700));
            context.Response.Headers.Date = "Sun, 01 Mar 2026 11:50:00 GMT";
            return context.Response.SayAsync(200, OneUser);
        });
        time = zoom.Time;

        var probe = (await zoom.Client().ProbeAsync("me", CancellationToken.None)).Value();

        Assert.Equal("acc", probe.User!.AccountId);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 11, 50, 0, TimeSpan.Zero), probe.ZoomTime);
        Assert.Equal(TimeSpan.FromMilliseconds(700), probe.RoundTrip);
        Assert.Equal("/v2/users/me", Assert.Single(zoom.Seen).RawTarget);
    }

    [Fact]
    public async Task Without_a_user_to_name_the_list_of_users_is_asked_for_one()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, $$"""{"next_page_token":"more","users":[{{OneUser}}]}""");

        var probe = (await zoom.Client().ProbeAsync(userIdOrMe: null, CancellationToken.None)).Value();

        Assert.Equal("u1", probe.User!.Id);
        Assert.Equal("/v2/users?status=active&page_size=1", Assert.Single(zoom.Seen).RawTarget);
    }

    [Fact]
    public async Task An_empty_list_of_users_is_an_answer_too()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, "{}");

        Assert.Null((await zoom.Client().ProbeAsync(userIdOrMe: null, CancellationToken.None)).Value().User);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("0")]
    public async Task A_clock_that_cannot_be_read_is_unknown(string date)
    {
        await using var responder = RawResponder.Saying(
            $"HTTP/1.1 200 OK\r\nDate: {date}\r\nContent-Length: {OneUser.Length}\r\n\r\n{OneUser}");
        using var handler = ZoomHttp.CreateHandler();
        using var http = new HttpMessageInvoker(handler);
        var endpoints = ZoomEndpoints.Create(responder.Address, null, null);
        var client = new ZoomClient(http, endpoints, new FixedTokens(), new SteppedTime());

        Assert.Null((await client.ProbeAsync("me", CancellationToken.None)).Value().ZoomTime);
    }

    [Fact]
    public async Task A_failing_probe_says_why()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(
            400, """{"code":4711,"message":"Invalid access token, does not contain scopes:[user:read:list_users:admin]."}""");

        var failure = (await zoom.Client().ProbeAsync(userIdOrMe: null, CancellationToken.None)).Failure();

        Assert.Equal(["user:read:list_users:admin"], failure.MissingScopes);
    }

    [Fact]
    public async Task The_connected_user_is_read_with_the_account()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, OneUser);

        Assert.Equal("acc", (await zoom.Client().GetMeAsync(CancellationToken.None)).Value().AccountId);
        Assert.Equal("/v2/users/me", Assert.Single(zoom.Seen).RawTarget);
    }
}
