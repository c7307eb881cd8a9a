using Reconvene.Zoom.OAuth;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests.OAuth;

public class OAuthProblemTests
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    [Theory]
    [InlineData("""{"reason":"Invalid Token!","error":"invalid_grant"}""", OAuthProblem.GrantDead)]
    [InlineData("""{"reason":"Invalid Token!","error":"invalid_request"}""", OAuthProblem.GrantDead)]
    [InlineData("""{"reason":"whatever","error":"invalid_grant"}""", OAuthProblem.GrantDead)]
    [InlineData("""{"error":"invalid_grant"}""", OAuthProblem.GrantDead)]
    [InlineData("""{"code":4711,"message":"Refresh token invalid."}""", OAuthProblem.GrantDead)]
    [InlineData("""{"code":4733,"message":"Code expired."}""", OAuthProblem.GrantDead)]
    [InlineData("""{"code":4735,"message":"The owner of the token does not exist."}""", OAuthProblem.GrantDead)]
    [InlineData("""{"code":4737,"message":"Authorization not found."}""", OAuthProblem.GrantDead)]
    [InlineData("""{"code":4740,"message":"Tolerance."}""", OAuthProblem.GrantDead)]
    [InlineData("""{"code":4741,"message":"The token has been revoked."}""", OAuthProblem.GrantDead)]
    [InlineData("""{"reason":"The token has been revoked (4741)","error":"invalid_request"}""", OAuthProblem.GrantDead)]
    [InlineData("""{"reason":"Invalid client_id or client_secret","error":"invalid_client"}""", OAuthProblem.ClientRejected)]
    [InlineData("""{"code":4702,"message":"Invalid client."}""", OAuthProblem.ClientRejected)]
    [InlineData("""{"code":"4704","message":"Invalid client secret."}""", OAuthProblem.ClientRejected)]
    [InlineData("""{"code":4717,"message":"The app has been disabled."}""", OAuthProblem.AppDisabled)]
    [InlineData("""{"code":4738,"message":"Disabled by the administrator."}""", OAuthProblem.AppDisabled)]
    [InlineData("""{"reason":"The app was disabled","error":"invalid_client"}""", OAuthProblem.AppDisabled)]
    [InlineData("""{"reason":"Bad Request","error":"invalid_request"}""", OAuthProblem.Other)]
    [InlineData("""{"reason":"unsupported grant type","error":"unsupported_grant_type"}""", OAuthProblem.Other)]
    [InlineData("""{"reason":"not for this app","error":"unauthorized_client"}""", OAuthProblem.Other)]
    [InlineData("""{"code":4705,"message":"Grant type not supported."}""", OAuthProblem.Other)]
    [InlineData("no json at all", OAuthProblem.Other)]
    public async Task A_refused_refresh_says_what_is_wrong_with_either_status(string body, OAuthProblem problem)
    {
        foreach (var status in (int[])[400, 401])
        {
            await using var zoom = await FalseZoom.AnsweringAsync(status, body);

            var failure = (await RefreshAsync(zoom)).Failure();

            Assert.Equal(problem, failure.OAuthProblem);
            Assert.Equal(status, failure.Status);
            Assert.False(failure.OutcomeUnknown);
            if (problem != OAuthProblem.Other)
            {
                Assert.Equal(ZoomFailureKind.CredentialRejected, failure.Kind);
            }

            Assert.Single(zoom.Seen);
        }
    }

    [Theory]
    [InlineData("""{"reason":"Invalid code","error":"invalid_grant"}""", OAuthProblem.CodeInvalid)]
    [InlineData("""{"reason":"Invalid authorization code abc","error":"invalid_request"}""", OAuthProblem.CodeInvalid)]
    [InlineData("""{"code":4733,"message":"Code expired."}""", OAuthProblem.CodeInvalid)]
    [InlineData("""{"code":4734,"message":"Invalid code."}""", OAuthProblem.CodeInvalid)]
    [InlineData("""{"code":4709,"message":"Redirect URI mismatch."}""", OAuthProblem.RedirectMismatch)]
    [InlineData("""{"reason":"Invalid redirect (4,709)","error":"invalid_request"}""", OAuthProblem.RedirectMismatch)]
    [InlineData("""{"reason":"Redirect URI mismatch.","error":"invalid_request"}""", OAuthProblem.RedirectMismatch)]
    [InlineData("""{"reason":"redirect_uri does not match","error":"invalid_grant"}""", OAuthProblem.RedirectMismatch)]
    [InlineData("""{"reason":"Invalid client_id or client_secret","error":"invalid_client"}""", OAuthProblem.ClientRejected)]
    [InlineData("""{"code":4738,"message":"Disabled by the administrator."}""", OAuthProblem.AppDisabled)]
    [InlineData("""{"reason":"Bad Request","error":"invalid_request"}""", OAuthProblem.Other)]
    public async Task A_refused_code_says_what_is_wrong(string body, OAuthProblem problem)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(400, body);

        var result = await OAuth(zoom).ExchangeCodeAsync(
            "c", "https://r.example/cb", Verifier, "client", new Secret("hush"), CancellationToken.None);

        Assert.Equal(problem, result.Failure().OAuthProblem);
    }

    [Theory]
    [InlineData("invalid_client", "Invalid client_id or client_secret", "copy both from the Zoom app's credentials")]
    [InlineData("invalid_grant", "Invalid Token!", "reconnect this Zoom account")]
    [InlineData("invalid_client", "This app is disabled", "activate it")]
    public async Task The_sentence_names_zooms_words_and_what_to_do(string error, string reason, string advice)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(
            400, $$"""{"reason":"{{reason}}","error":"{{error}}"}""");

        var failure = (await RefreshAsync(zoom)).Failure();

        Assert.Equal(error, failure.OAuthError);
        Assert.Contains(reason, failure.Reason, StringComparison.Ordinal);
        Assert.Contains(error, failure.Reason, StringComparison.Ordinal);
        Assert.Contains(advice, failure.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hush", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"reason":"Bad Request","error":"invalid_request"}""", OAuthProblem.Other)]
    [InlineData("""{"reason":"Invalid account","error":"invalid_grant"}""", OAuthProblem.GrantDead)]
    public async Task A_refused_server_to_server_request_points_to_the_account_id(string body, OAuthProblem problem)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(400, body);

        var result = await OAuth(zoom).RequestServerToServerAsync(
            "acc", "client", new Secret("hush"), CancellationToken.None);

        Assert.Equal(problem, result.Failure().OAuthProblem);
        Assert.Contains("check the account id", result.Failure().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_scopes_do_not_end_the_grant()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(
            400, """{"code":4711,"message":"Invalid access token, does not contain scopes:[a:b]."}""");

        var failure = (await RefreshAsync(zoom)).Failure();

        Assert.Equal(ZoomFailureKind.ScopeMissing, failure.Kind);
        Assert.Equal(OAuthProblem.Other, failure.OAuthProblem);
        Assert.Equal(["a:b"], failure.MissingScopes);
    }

    [Theory]
    [InlineData(500, """{"reason":"Internal","error":"invalid_grant"}""", ZoomFailureKind.Unavailable, true)]
    [InlineData(503, "", ZoomFailureKind.Unavailable, true)]
    [InlineData(400, """{"error":"temporarily_unavailable"}""", ZoomFailureKind.Unavailable, true)]
    [InlineData(429, "", ZoomFailureKind.RateLimited, false)]
    [InlineData(302, "", ZoomFailureKind.HostRefused, true)]
    [InlineData(200, "<html>sign in</html>", ZoomFailureKind.Unreadable, true)]
    [InlineData(200, """{"access_token":"a","expi""", ZoomFailureKind.Unavailable, true)]
    [InlineData(200, """{"access_token":"a","expires_in":1,"api_url":"https://evil.example"}""", ZoomFailureKind.HostRefused, true)]
    public async Task An_answer_of_no_use_ends_no_grant_and_tells_whether_the_token_may_be_used_up(
        int status, string body, ZoomFailureKind kind, bool unknown)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(status, body);

        var failure = (await RefreshAsync(zoom)).Failure();

        Assert.Equal(kind, failure.Kind);
        Assert.Null(failure.OAuthProblem);
        Assert.Equal(unknown, failure.OutcomeUnknown);
    }

    private static ZoomOAuth OAuth(FalseZoom zoom) => new(zoom.Http, zoom.Endpoints, zoom.Time);

    private static Task<ZoomResult<ZoomToken>> RefreshAsync(FalseZoom zoom) =>
        OAuth(zoom).RefreshAsync(new Secret("canary"), "client", new Secret("hush"), CancellationToken.None);
}
