using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Reconvene.Zoom.OAuth;
using Reconvene.Zoom.Tests.Kit;
using Reconvene.Zoom.Users;

namespace Reconvene.Zoom.Tests.OAuth;

/// <summary>Calls with real token requests: what is wrong is named, and nothing is asked again and again.</summary>
public class CredentialTroubleTests
{
    [Fact]
    public async Task A_changed_secret_is_named_and_no_call_leaves_without_a_token()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(
            400, """{"reason":"Invalid client_id or client_secret","error":"invalid_client"}""");

        var failure = (await AskAsync(zoom)).Failure();

        Assert.Equal(ZoomFailureKind.CredentialRejected, failure.Kind);
        Assert.Equal(OAuthProblem.ClientRejected, failure.OAuthProblem);
        Assert.Equal("/oauth/token", Assert.Single(zoom.Seen).RawTarget);
    }

    [Fact]
    public async Task A_switched_off_app_is_named()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(400, """{"code":4717,"message":"The app has been disabled."}""");

        var failure = (await AskAsync(zoom)).Failure();

        Assert.Equal(OAuthProblem.AppDisabled, failure.OAuthProblem);
        Assert.Equal(4717, failure.ZoomCode);
        Assert.Single(zoom.Seen);
    }

    [Theory]
    [InlineData(400, 4711)]
    [InlineData(401, 4711)]
    [InlineData(401, 124)]
    [InlineData(403, 4711)]
    [InlineData(400, 104)]
    [InlineData(400, 201)]
    [InlineData(200, 201)]
    public async Task A_removed_scope_is_named_and_asks_for_no_new_token(int status, int code)
    {
        await using var zoom = await ApiSayingAsync(
            status, $$"""{"code":{{code}},"message":"Invalid access token, does not contain scopes:[user:read:user:admin]."}""");

        var failure = (await AskAsync(zoom)).Failure();

        Assert.Equal(ZoomFailureKind.ScopeMissing, failure.Kind);
        Assert.Equal(["user:read:user:admin"], failure.MissingScopes);
        Assert.Null(failure.OAuthProblem);
        Compare.Same(["/oauth/token", "/v2/users/u1"], zoom.Seen.Select(static seen => seen.RawTarget));
    }

    [Fact]
    public async Task A_token_that_is_refused_again_and_again_is_replaced_once()
    {
        await using var zoom = await ApiSayingAsync(401, """{"code":124,"message":"Invalid access token."}""");

        var failure = (await AskAsync(zoom)).Failure();

        Assert.Equal(ZoomFailureKind.CredentialRejected, failure.Kind);
        Assert.Equal(124, failure.ZoomCode);
        Compare.Same(
            ["/oauth/token", "/v2/users/u1", "/oauth/token", "/v2/users/u1"],
            zoom.Seen.Select(static seen => seen.RawTarget));
    }

    [Fact]
    public async Task A_secret_that_changes_between_two_tokens_is_named()
    {
        var asked = 0;
        await using var zoom = await FalseZoom.StartAsync(context => IsForToken(context)
            ? Interlocked.Increment(ref asked) == 1
                ? context.Response.SayAsync(200, """{"access_token":"t","expires_in":3599}""")
                : context.Response.SayAsync(401, """{"reason":"Invalid client","error":"invalid_client"}""")
            : context.Response.SayAsync(401, """{"code":124,"message":"Invalid access token."}"""));

        var failure = (await AskAsync(zoom)).Failure();

        Assert.Equal(OAuthProblem.ClientRejected, failure.OAuthProblem);
        Assert.Equal(3, zoom.Seen.Count);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://api-us.zoom.us")]
    [InlineData("http://127.0.0.2")]
    [InlineData("https://zoom.us.evil.example")]
    [InlineData("https://zoom.us@evil.example")]
    [InlineData("https://evilzoom.us")]
    [InlineData("https://api-us.zoom.us:8443")]
    [InlineData("//evil.example")]
    public async Task After_a_token_answer_with_a_hostile_region_no_call_leaves(string region)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(
            200, $$"""{"access_token":"t","refresh_token":"r","expires_in":3599,"api_url":"{{region}}"}""");
        using var handler = ZoomHttp.CreateHandler();
        List<string> hosts = [];
        handler.ConnectCallback = async (context, stop) =>
        {
            hosts.Add(context.DnsEndPoint.ToString());
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(context.DnsEndPoint, stop);
            return new NetworkStream(socket, ownsSocket: true);
        };
        using var http = new HttpMessageInvoker(handler);
        var endpoints = ZoomEndpoints.Create(null, zoom.Address + "/oauth", downloadHosts: null);
        var oauth = new ZoomOAuth(http, endpoints, zoom.Time);
        var tokens = new ServerToServerTokens(oauth, "acc", "client", new Secret("hush"), zoom.Time);

        var called = await new ZoomClient(http, endpoints, tokens, zoom.Time).GetUserAsync("u1", CancellationToken.None);
        var refreshed = await oauth.RefreshAsync(new Secret("r"), "client", new Secret("hush"), CancellationToken.None);

        Assert.Equal(ZoomFailureKind.HostRefused, called.Failure().Kind);
        Assert.Equal(ZoomFailureKind.HostRefused, refreshed.Failure().Kind);
        Assert.All(zoom.Seen, static seen => Assert.Equal("/oauth/token", seen.RawTarget));
        Assert.All(hosts, host => Assert.EndsWith(zoom.Address["http://".Length..], host, StringComparison.Ordinal));
    }

    private static Task<FalseZoom> ApiSayingAsync(int status, string body)
    {
        var number = 0;
        return FalseZoom.StartAsync(context => IsForToken(context)
            ? context.Response.SayAsync(
                200, $$"""{"access_token":"t{{Interlocked.Increment(ref number)}}","expires_in":3599}""")
            : context.Response.SayAsync(status, body));
    }

    private static bool IsForToken(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/oauth", StringComparison.Ordinal);

    private static Task<ZoomResult<ZoomUser>> AskAsync(FalseZoom zoom)
    {
        var oauth = new ZoomOAuth(zoom.Http, zoom.Endpoints, zoom.Time);
        var tokens = new ServerToServerTokens(oauth, "acc", "client", new Secret("hush"), zoom.Time);
        return new ZoomClient(zoom.Http, zoom.Endpoints, tokens, zoom.Time).GetUserAsync("u1", CancellationToken.None);
    }
}
