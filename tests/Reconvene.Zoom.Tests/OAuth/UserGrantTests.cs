using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Reconvene.Zoom.OAuth;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests.OAuth;

public class UserGrantTests
{
    private const string Callback = "https://reconvene.example/zoom/callback?app=1&x=ö";
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private const string Pair =
        """{"access_token":"canary-access","token_type":"bearer","refresh_token":"canary-refresh","expires_in":3600,"scope":"a:b c:d"}""";

    [Fact]
    public async Task The_authorize_address_carries_the_challenge_and_never_a_scope()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, Pair);

        var address = OAuth(zoom).AuthorizeAddress("client 1", Callback, "a+b/c=", "challenge");

        Assert.Equal(zoom.Address + "/oauth/authorize", address.GetLeftPart(UriPartial.Path));
        var query = QueryHelpers.ParseQuery(address.Query);
        Compare.Same(
            ["client_id", "code_challenge", "code_challenge_method", "redirect_uri", "response_type", "state"],
            query.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("code", query["response_type"]);
        Assert.Equal("client 1", query["client_id"]);
        Assert.Equal(Callback, query["redirect_uri"]);
        Assert.Equal("a+b/c=", query["state"]);
        Assert.Equal("challenge", query["code_challenge"]);
        Assert.Equal("S256", query["code_challenge_method"]);
    }

    [Fact]
    public void People_are_sent_to_zoom_itself_or_to_zoom_for_government()
    {
        using var network = new NoNetwork();
        using var http = new HttpMessageInvoker(network);

        Assert.StartsWith(
            "https://zoom.us/oauth/authorize?response_type=code&",
            Authorize(http, ZoomEndpoints.Default),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "https://zoomgov.com/oauth/authorize?response_type=code&",
            Authorize(http, ZoomEndpoints.Government),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_exchanged_with_its_verifier_and_redirect_address()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, Pair);

        var token = (await ExchangeAsync(zoom)).Value();

        Assert.Equal("canary-access", token.AccessToken.Reveal());
        Assert.Equal("canary-refresh", token.RefreshToken!.Value.Reveal());
        Assert.Equal(["a:b", "c:d"], token.Scopes!);
        Assert.Equal(zoom.Time.GetUtcNow().AddSeconds(3600), token.ExpiresAt);
        Assert.Equal("***", token.ToString());
        var seen = Assert.Single(zoom.Seen);
        Assert.Equal("POST /oauth/token", $"{seen.Method} {seen.RawTarget}");
        Assert.Equal(
            "grant_type=authorization_code&code=the%2Fcode&redirect_uri="
            + "https%3A%2F%2Freconvene.example%2Fzoom%2Fcallback%3Fapp%3D1%26x%3D%C3%B6&code_verifier=" + Verifier,
            seen.Body);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("client:hush")), seen.Header("Authorization"));
    }

    [Fact]
    public async Task A_verifier_that_is_none_is_not_sent()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, Pair);

        await Assert.ThrowsAsync<ArgumentException>(() => OAuth(zoom).ExchangeCodeAsync(
            "c", Callback, "short", "client", new Secret("hush"), CancellationToken.None));

        Assert.Empty(zoom.Seen);
    }

    [Fact]
    public async Task A_refresh_token_gives_the_next_pair()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, Pair);

        var token = (await RefreshAsync(zoom)).Value();

        Assert.Equal("canary-refresh", token.RefreshToken!.Value.Reveal());
        var seen = Assert.Single(zoom.Seen);
        Assert.Equal("/oauth/token grant_type=refresh_token&refresh_token=old%2B1", $"{seen.RawTarget} {seen.Body}");
    }

    [Theory]
    [InlineData("""{"access_token":"a","expires_in":3600}""")]
    [InlineData("""{"access_token":"a","expires_in":3600,"refresh_token":""}""")]
    [InlineData("""{"access_token":"a","expires_in":3600,"refresh_token":null}""")]
    public async Task A_refresh_answer_without_a_refresh_token_has_none(string answer)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, answer);

        Assert.Null((await RefreshAsync(zoom)).Value().RefreshToken);
    }

    [Fact]
    public async Task An_empty_refresh_token_is_not_sent()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, Pair);

        await Assert.ThrowsAsync<ArgumentException>(() =>
            OAuth(zoom).RefreshAsync(default, "client", new Secret("hush"), CancellationToken.None));

        Assert.Empty(zoom.Seen);
    }

    [Fact]
    public async Task An_answer_that_takes_half_a_minute_is_still_taken()
    {
        SteppedTime? time = null;
        await using var zoom = await FalseZoom.StartAsync(context =>
        {
            time!.Advance(TimeSpan.FromSeconds(30));
            return context.Response.SayAsync(200, Pair);
        });
        time = zoom.Time;
        var asked = time.GetUtcNow();

        Assert.Equal(asked.AddSeconds(3600), (await RefreshAsync(zoom)).Value().ExpiresAt);
    }

    private static ZoomOAuth OAuth(FalseZoom zoom) => new(zoom.Http, zoom.Endpoints, zoom.Time);

    private static string Authorize(HttpMessageInvoker http, ZoomEndpoints endpoints) =>
        new ZoomOAuth(http, endpoints, new SteppedTime()).AuthorizeAddress("c", Callback, "s", "h").AbsoluteUri;

    private static Task<ZoomResult<ZoomToken>> ExchangeAsync(FalseZoom zoom) => OAuth(zoom).ExchangeCodeAsync(
        "the/code", Callback, Verifier, "client", new Secret("hush"), CancellationToken.None);

    private static Task<ZoomResult<ZoomToken>> RefreshAsync(FalseZoom zoom) =>
        OAuth(zoom).RefreshAsync(new Secret("old+1"), "client", new Secret("hush"), CancellationToken.None);
}
