using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Scopes;
using Reconvene.Zoom.Tests.Kit;
using Reconvene.Zoom.Users;

namespace Reconvene.Zoom.Tests;

public class ZoomClientTests
{
    private const string OneUser = """{"id":"u1","email":"a@example.com","type":2,"status":"active"}""";
    private const string Refused = """{"code":124,"message":"Invalid access token."}""";

    [Fact]
    public async Task A_user_is_read_with_the_token_and_asking_for_json()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, OneUser);

        var user = (await zoom.Client().GetUserAsync("a+b@example.com", CancellationToken.None)).Value();

        Assert.Equal("u1", user.Id);
        Assert.Equal(UserStatus.Active, user.Status);
        var seen = Assert.Single(zoom.Seen);
        Assert.Equal("/v2/users/a%2Bb%40example.com", seen.RawTarget);
        Assert.Equal("Bearer token-1", seen.Header("Authorization"));
        Assert.Equal("application/json", seen.Header("Accept"));
    }

    [Theory]
    [InlineData("4444AAAiAAAAAiAiAiiAii==", "4444AAAiAAAAAiAiAiiAii%3D%3D")]
    [InlineData("/abcABC123==", "%252FabcABC123%253D%253D")]
    [InlineData("ab//cdEF12==", "ab%252F%252FcdEF12%253D%253D")]
    [InlineData("abc/DEF+12==", "abc%2FDEF%2B12%3D%3D")]
    [InlineData("..", "%2E%2E")]
    public async Task The_path_of_a_uuid_arrives_as_it_was_encoded(string uuid, string segment)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, """{"uuid":"x"}""");

        await zoom.Client().GetRecordingAsync(
            MeetingReference.Of(new MeetingUuid(uuid)), TimeSpan.FromHours(1), CancellationToken.None);

        Assert.Equal(
            $"/v2/meetings/{segment}/recordings?include_fields=download_access_token&ttl=3600",
            Assert.Single(zoom.Seen).RawTarget);
    }

    [Fact]
    public async Task The_path_also_survives_an_http_client()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, """{"uuid":"x"}""");
        using var handler = ZoomHttp.CreateHandler();
        using var http = new HttpClient(handler);
        var client = new ZoomClient(http, zoom.Endpoints, new FixedTokens(), zoom.Time);

        await client.GetRecordingAsync(MeetingReference.Of(new MeetingUuid("/a//b==")), null, CancellationToken.None);

        Assert.Equal("/v2/meetings/%252Fa%252F%252Fb%253D%253D/recordings", Assert.Single(zoom.Seen).RawTarget);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_and_the_call_repeated_once()
    {
        await using var zoom = await FalseZoom.StartAsync(context =>
            context.Request.Headers.Authorization == "Bearer token-2"
                ? context.Response.SayAsync(200, OneUser)
                : context.Response.SayAsync(401, Refused));
        var tokens = new FixedTokens();

        (await zoom.Client(tokens).GetUserAsync("u1", CancellationToken.None)).Value();

        Assert.Equal(1, tokens.Replacements);
        Assert.Equal(2, zoom.Seen.Count);
    }

    [Fact]
    public async Task A_second_refusal_ends_in_credential_rejected()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(401, Refused);

        var failure = (await zoom.Client().GetUserAsync("u1", CancellationToken.None)).Failure();

        Assert.Equal(ZoomFailureKind.CredentialRejected, failure.Kind);
        Assert.Equal(124, failure.ZoomCode);
        Assert.Equal(2, zoom.Seen.Count);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(404)]
    public async Task Nothing_else_is_repeated(int status)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(status, "");

        (await zoom.Client().GetUserAsync("u1", CancellationToken.None)).Failure();

        Assert.Single(zoom.Seen);
    }

    [Fact]
    public async Task A_missing_scope_is_named_and_no_token_is_renewed_for_it()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(
            401, """{"code":4711,"message":"Invalid access token, does not contain scopes:[a:b, a:b:admin]."}""");

        var failure = (await zoom.Client().GetUserAsync("u1", CancellationToken.None)).Failure();

        Assert.Equal(ZoomFailureKind.ScopeMissing, failure.Kind);
        Assert.Equal(["a:b", "a:b:admin"], failure.MissingScopes);
        Assert.Single(zoom.Seen);
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_is_not_followed()
    {
        await using var zoom = await FalseZoom.StartAsync(context =>
        {
            context.Response.Redirect("/v2/elsewhere");
            return Task.CompletedTask;
        });

        var failure = (await zoom.Client().GetUserAsync("u1", CancellationToken.None)).Failure();

        Assert.Equal(ZoomFailureKind.HostRefused, failure.Kind);
        Assert.Single(zoom.Seen);
    }

    [Fact]
    public async Task A_redirect_that_a_handler_followed_on_its_own_is_found_out()
    {
        await using var zoom = await FalseZoom.StartAsync(context =>
        {
            if (context.Request.Path.StartsWithSegments("/v2/users", StringComparison.Ordinal))
            {
                context.Response.Redirect("/elsewhere");
                return Task.CompletedTask;
            }

            return context.Response.SayAsync(200, OneUser);
        });
        using var http = new HttpClient();
        var client = new ZoomClient(http, zoom.Endpoints, new FixedTokens(), zoom.Time);

        var result = await client.GetUserAsync("u1", CancellationToken.None);

        Assert.Equal(ZoomFailureKind.HostRefused, result.Failure().Kind);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://api-us.zoom.us")]
    [InlineData("https://zoom.us.evil.example")]
    public async Task No_request_leaves_for_a_hostile_region(string region)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, OneUser);
        using var network = new NoNetwork();
        using var http = new HttpMessageInvoker(network);
        var client = new ZoomClient(http, ZoomEndpoints.Default, new FixedTokens(region), zoom.Time);

        var result = await client.GetUserAsync("u1", CancellationToken.None);

        Assert.Equal(ZoomFailureKind.HostRefused, result.Failure().Kind);
    }

    [Fact]
    public async Task The_region_of_the_token_is_called()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, OneUser);
        var endpoints = ZoomEndpoints.Create("http://127.0.0.1:1/v2", null, [zoom.Address]);
        var client = new ZoomClient(zoom.Http, endpoints, new FixedTokens(zoom.Address), zoom.Time);

        (await client.GetUserAsync("u1", CancellationToken.None)).Value();

        Assert.Equal("/v2/users/u1", Assert.Single(zoom.Seen).RawTarget);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("two\r\nX-Evil: 1")]
    [InlineData("пароль")]
    public async Task A_token_that_is_no_token_is_not_sent(string prefix)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, OneUser);
        var client = zoom.Client(new FixedTokens(prefix: prefix));

        var failure = (await client.GetUserAsync("u1", CancellationToken.None)).Failure();

        Assert.Equal(ZoomFailureKind.CredentialRejected, failure.Kind);
        Assert.Empty(zoom.Seen);
    }

    [Fact]
    public async Task A_callers_wish_to_stop_passes_through()
    {
        await using var responder = new RawResponder((_, stop) => Task.Delay(Timeout.Infinite, stop));
        using var stop = new CancellationTokenSource();
        using var handler = ZoomHttp.CreateHandler();
        using var http = new HttpMessageInvoker(handler);
        var endpoints = ZoomEndpoints.Create(responder.Address, null, null);
        var client = new ZoomClient(http, endpoints, new FixedTokens(), new SteppedTime());

        var asking = client.GetUserAsync("u1", stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task Recordings_and_files_are_deleted_as_asked()
    {
        await using var zoom = await FalseZoom.StartAsync(context =>
        {
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
        var client = zoom.Client();
        var meeting = MeetingReference.Of(1234567890);

        (await client.TrashRecordingAsync(meeting, CancellationToken.None)).Value();
        (await client.TrashRecordingFileAsync(meeting, "f/1", CancellationToken.None)).Value();
        (await client.DeleteRecordingFileAsync(meeting, "f2", CancellationToken.None)).Value();
        (await client.RecoverRecordingAsync(new MeetingUuid("a=="), CancellationToken.None)).Value();

        Compare.Same(
            [
                "DELETE /v2/meetings/1234567890/recordings?action=trash",
                "DELETE /v2/meetings/1234567890/recordings/f%2F1?action=trash",
                "DELETE /v2/meetings/1234567890/recordings/f2?action=delete",
                "PUT /v2/meetings/a%3D%3D/recordings/status",
            ],
            zoom.Seen.Select(seen => $"{seen.Method} {seen.RawTarget}"));
        Assert.Equal("""{"action":"recover"}""", zoom.Seen[3].Body);
    }

    [Fact]
    public async Task A_deletion_that_answers_200_with_an_error_has_failed()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, """{"code":3303,"message":"uncompleted meeting"}""");

        var result = await zoom.Client().TrashRecordingAsync(MeetingReference.Of(1), CancellationToken.None);

        Assert.Equal(ZoomFailureKind.NotReady, result.Failure().Kind);
    }

    [Fact]
    public async Task Each_request_tells_the_handlers_its_operation()
    {
        ZoomOperation? seen = null;
        using var network = new NoNetwork(request => request.Options.TryGetValue(ZoomOperation.RequestKey, out seen));
        using var http = new HttpMessageInvoker(network);
        var client = new ZoomClient(http, ZoomEndpoints.Default, new FixedTokens(), new SteppedTime());

        var result = await client.GetUserAsync("u1", CancellationToken.None);

        Assert.Equal(ZoomFailureKind.Unavailable, result.Failure().Kind);
        Assert.Same(ZoomOperations.GetUser, seen);
    }
}
