using System.Text;
using Reconvene.Zoom.OAuth;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests.OAuth;

public class ZoomOAuthTests
{
    private const string Good = """{"access_token":"canary-token","token_type":"bearer","expires_in":3599,"scope":"a:b c:d"}""";

    [Fact]
    public async Task A_token_is_asked_for_with_basic_authentication_and_the_rest_in_the_form()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, Good);

        var token = (await AskAsync(zoom)).Value();

        Assert.Equal("canary-token", token.AccessToken.Reveal());
        Assert.Equal(["a:b", "c:d"], token.Scopes!);
        var seen = Assert.Single(zoom.Seen);
        Assert.Equal("POST /oauth/token", $"{seen.Method} {seen.RawTarget}");
        Assert.Equal("grant_type=account_credentials&account_id=acc%2F1", seen.Body);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("client:hush")), seen.Header("Authorization"));
        Assert.Equal("application/json", seen.Header("Accept"));
    }

    [Fact]
    public async Task The_end_of_a_token_counts_from_the_moment_it_was_asked_for()
    {
        SteppedTime? time = null;
        await using var zoom = await FalseZoom.StartAsync(context =>
        {
            time!.Advance(TimeSpan.FromSeconds(20));
            return context.Response.SayAsync(200, Good);
        });
        time = zoom.Time;
        var asked = time.GetUtcNow();

        Assert.Equal(asked.AddSeconds(3599), (await AskAsync(zoom)).Value().ExpiresAt);
    }

    [Fact]
    public async Task A_missing_scope_list_stays_unknown()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, """{"access_token":"t","expires_in":"3599"}""");

        Assert.Null((await AskAsync(zoom)).Value().Scopes);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://api-us.zoom.us")]
    [InlineData("https://zoom.us.evil.example")]
    public async Task A_token_that_names_a_hostile_region_is_not_used(string region)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(
            200, $$"""{"access_token":"t","expires_in":3599,"api_url":"{{region}}"}""");

        var failure = (await AskAsync(zoom)).Failure();

        Assert.Equal(ZoomFailureKind.HostRefused, failure.Kind);
        Assert.Equal("$.api_url", failure.Where);
    }

    [Theory]
    [InlineData(400, """{"reason":"Invalid client_id or client_secret","error":"invalid_client"}""", ZoomFailureKind.CredentialRejected)]
    [InlineData(401, """{"reason":"x","error":"invalid_client"}""", ZoomFailureKind.CredentialRejected)]
    [InlineData(400, """{"reason":"Invalid Token!","error":"invalid_grant"}""", ZoomFailureKind.CredentialRejected)]
    [InlineData(400, """{"reason":"Invalid Token!","error":"invalid_request"}""", ZoomFailureKind.CredentialRejected)]
    [InlineData(400, """{"reason":"Bad Request","error":"invalid_request"}""", ZoomFailureKind.Rejected)]
    [InlineData(400, """{"reason":"unsupported grant type","error":"unsupported_grant_type"}""", ZoomFailureKind.Rejected)]
    [InlineData(400, """{"code":4702,"message":"Invalid client"}""", ZoomFailureKind.CredentialRejected)]
    [InlineData(200, """{"reason":"Invalid Token!","error":"invalid_grant"}""", ZoomFailureKind.CredentialRejected)]
    [InlineData(503, "<html>down</html>", ZoomFailureKind.Unavailable)]
    [InlineData(429, "", ZoomFailureKind.RateLimited)]
    [InlineData(302, "", ZoomFailureKind.HostRefused)]
    [InlineData(200, "", ZoomFailureKind.Unreadable)]
    [InlineData(200, "<html>sign in</html>", ZoomFailureKind.Unreadable)]
    [InlineData(200, """{"access_token":"t"}""", ZoomFailureKind.Unreadable)]
    [InlineData(200, """{"access_token":"two words","expires_in":3599}""", ZoomFailureKind.Unreadable)]
    [InlineData(200, """{"access_token":{},"expires_in":3599}""", ZoomFailureKind.Unreadable)]
    [InlineData(200, """{"access_token":"t","expi""", ZoomFailureKind.Unavailable)]
    public async Task The_error_decides_what_happens(int status, string body, ZoomFailureKind kind)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(status, body);

        var failure = (await AskAsync(zoom)).Failure();

        Assert.Equal(kind, failure.Kind);
        Assert.Equal(status, failure.Status);
        Assert.DoesNotContain("hush", failure.ToString(), StringComparison.Ordinal);
        Assert.Single(zoom.Seen);
    }

    [Fact]
    public async Task The_error_is_named_and_the_reason_is_shown()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(400, """{"reason":"Invalid client","error":"invalid_client"}""");

        var failure = (await AskAsync(zoom)).Failure();

        Assert.Equal("invalid_client", failure.OAuthError);
        Assert.Contains("Invalid client", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_endpoint_that_is_not_there_is_unavailable()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, Good);
        var nobody = ZoomEndpoints.Create(null, "http://127.0.0.1:1/oauth", null);
        var oauth = new ZoomOAuth(zoom.Http, nobody, zoom.Time);

        var result = await oauth.RequestServerToServerAsync("a", "c", new Secret("s"), CancellationToken.None);

        Assert.Equal(ZoomFailureKind.Unavailable, result.Failure().Kind);
    }

    [Fact]
    public async Task A_token_is_revoked()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, """{"status":"success"}""");
        var oauth = new ZoomOAuth(zoom.Http, zoom.Endpoints, zoom.Time);

        (await oauth.RevokeAsync(new Secret("old"), "client", new Secret("hush"), CancellationToken.None)).Value();

        Assert.Equal("/oauth/revoke token=old", $"{zoom.Seen[0].RawTarget} {zoom.Seen[0].Body}");
    }

    [Fact]
    public async Task Fifty_callers_cause_one_request()
    {
        var release = new TaskCompletionSource();
        await using var zoom = await FalseZoom.StartAsync(async context =>
        {
            await release.Task;
            await context.Response.SayAsync(200, Good);
        });
        var tokens = Tokens(zoom);

        var callers = Enumerable.Range(0, 50).Select(_ => tokens.GetAsync(CancellationToken.None).AsTask()).ToList();
        release.SetResult();
        var results = await Task.WhenAll(callers);

        Assert.All(results, static result => result.Value());
        Assert.Single(zoom.Seen);
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_stop_the_others()
    {
        var release = new TaskCompletionSource();
        await using var zoom = await FalseZoom.StartAsync(async context =>
        {
            await release.Task;
            await context.Response.SayAsync(200, Good);
        });
        var tokens = Tokens(zoom);
        using var impatience = new CancellationTokenSource();

        var impatient = tokens.GetAsync(impatience.Token).AsTask();
        var patient = tokens.GetAsync(CancellationToken.None).AsTask();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        release.SetResult();

        (await patient).Value();
        Assert.Single(zoom.Seen);
    }

    [Fact]
    public async Task A_token_is_kept_until_a_minute_before_its_end()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, Good);
        var tokens = Tokens(zoom);

        await tokens.GetAsync(CancellationToken.None);
        zoom.Time.Advance(TimeSpan.FromSeconds(3500));
        await tokens.GetAsync(CancellationToken.None);
        Assert.Single(zoom.Seen);
        zoom.Time.Advance(TimeSpan.FromSeconds(60));
        await tokens.GetAsync(CancellationToken.None);

        Assert.Equal(2, zoom.Seen.Count);
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once_for_all_who_held_it()
    {
        var number = 0;
        await using var zoom = await FalseZoom.StartAsync(context => context.Response.SayAsync(
            200, $$"""{"access_token":"t{{Interlocked.Increment(ref number)}}","expires_in":3599}"""));
        var tokens = Tokens(zoom);
        var first = (await tokens.GetAsync(CancellationToken.None)).Value();

        var second = (await tokens.ReplaceAsync(first, CancellationToken.None)).Value();
        var late = (await tokens.ReplaceAsync(first, CancellationToken.None)).Value();

        Assert.Equal("t2", second.AccessToken.Reveal());
        Assert.Equal("t2", late.AccessToken.Reveal());
        Assert.Equal(2, zoom.Seen.Count);
    }

    private static ServerToServerTokens Tokens(FalseZoom zoom) =>
        new(new ZoomOAuth(zoom.Http, zoom.Endpoints, zoom.Time), "acc", "client", new Secret("hush"), zoom.Time);

    private static Task<ZoomResult<ZoomToken>> AskAsync(FalseZoom zoom) =>
        new ZoomOAuth(zoom.Http, zoom.Endpoints, zoom.Time)
            .RequestServerToServerAsync("acc/1", "client", new Secret("hush"), CancellationToken.None);
}
