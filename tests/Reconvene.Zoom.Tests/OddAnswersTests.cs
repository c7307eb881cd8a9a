using Reconvene.Zoom.Tests.Kit;
using Reconvene.Zoom.Users;

namespace Reconvene.Zoom.Tests;

public class OddAnswersTests
{
    [Theory]
    [InlineData(200, "", ZoomFailureKind.Unreadable)]
    [InlineData(200, "<html>sign in</html>", ZoomFailureKind.Unreadable)]
    [InlineData(200, "<result><code>300</code><message>Validation Failed.</message></result>", ZoomFailureKind.Rejected)]
    [InlineData(200, "[]", ZoomFailureKind.Unreadable)]
    [InlineData(200, "null", ZoomFailureKind.Unreadable)]
    [InlineData(200, """{"id":"u1","em""", ZoomFailureKind.Unavailable)]
    [InlineData(200, """{"id":"u1","type":{"odd":1}}""", ZoomFailureKind.Unreadable)]
    [InlineData(200, """{"id":"u1","email":"ends with a broken escape \ud800"}""", ZoomFailureKind.Unreadable)]
    [InlineData(200, """{}""", ZoomFailureKind.Unreadable)]
    [InlineData(200, """{"code":200,"message":"You do not have the right permissions"}""", ZoomFailureKind.PermissionDenied)]
    [InlineData(200, """{"code":"124","message":"Invalid access token."}""", ZoomFailureKind.CredentialRejected)]
    [InlineData(400, "<result><code>300</code><message>Validation Failed.</message></result>", ZoomFailureKind.Rejected)]
    [InlineData(502, "<html>bad gateway</html>", ZoomFailureKind.Unavailable)]
    public async Task An_odd_body_is_a_typed_failure(int status, string body, ZoomFailureKind kind)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(status, body);

        Assert.Equal(kind, (await zoom.Client().GetUserAsync("u1", CancellationToken.None)).Failure().Kind);
    }

    [Fact]
    public async Task An_unreadable_field_is_named_by_its_path()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, """{"id":"u1","last_login_time":"yesterday"}""");

        var failure = (await zoom.Client().GetUserAsync("u1", CancellationToken.None)).Failure();

        Assert.Equal("$.last_login_time", failure.Where);
        Assert.DoesNotContain("yesterday", failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"u1","code":0,"error_message":"success"}""")]
    [InlineData("""{"id":"u1","code":0,"message":"success"}""")]
    [InlineData("""{"id":"u1","message":"hello"}""")]
    [InlineData("""{"id":"u1","unknown":{"deep":[1,2,{"x":null}]},"type":"2","status":"sleeping"}""")]
    public async Task A_success_stays_a_success(string body)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, body);

        Assert.Equal("u1", (await zoom.Client().GetUserAsync("u1", CancellationToken.None)).Value().Id);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"id\":\"u1\"")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n{\"id\":\"u1\"")]
    [InlineData("HTTP/1.1 2")]
    [InlineData("")]
    [InlineData("nonsense\r\n\r\n")]
    public async Task A_cut_answer_is_unavailable(string wire)
    {
        await using var responder = RawResponder.Saying(wire);

        Assert.Equal(ZoomFailureKind.Unavailable, (await AskAsync(responder)).Failure().Kind);
    }

    [Fact]
    public async Task An_endless_answer_is_given_up()
    {
        var block = new byte[64 * 1024];
        Array.Fill(block, (byte)' ');
        await using var responder = new RawResponder(async (stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), stop);
            while (true)
            {
                await stream.WriteAsync(block, stop);
            }
        });

        Assert.Equal(ZoomFailureKind.Unreadable, (await AskAsync(responder)).Failure().Kind);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_unavailable()
    {
        var time = new SteppedTime();
        await using var responder = new RawResponder((_, stop) => Task.Delay(Timeout.Infinite, stop));

        var asking = AskAsync(responder, time);
        await time.UntilArmedAsync();
        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(ZoomFailureKind.Unavailable, (await asking).Failure().Kind);
    }

    private static async Task<ZoomResult<ZoomUser>> AskAsync(RawResponder responder, TimeProvider? time = null)
    {
        using var handler = ZoomHttp.CreateHandler();
        using var http = new HttpMessageInvoker(handler);
        var endpoints = ZoomEndpoints.Create(responder.Address, null, null);
        var client = new ZoomClient(http, endpoints, new FixedTokens(), time ?? new SteppedTime());
        return await client.GetUserAsync("u1", CancellationToken.None);
    }
}
