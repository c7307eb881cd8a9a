using System.Text;
using Reconvene.Zoom.Calls;

namespace Reconvene.Zoom.Tests.Calls;

public class FailuresTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(401, 124, ZoomFailureKind.CredentialRejected)]
    [InlineData(400, 124, ZoomFailureKind.CredentialRejected)]
    [InlineData(400, 200, ZoomFailureKind.PermissionDenied)]
    [InlineData(400, 300, ZoomFailureKind.Rejected)]
    [InlineData(404, 300, ZoomFailureKind.Rejected)]
    [InlineData(404, 404, ZoomFailureKind.Gone)]
    [InlineData(400, 404, ZoomFailureKind.Gone)]
    [InlineData(429, 429, ZoomFailureKind.RateLimited)]
    [InlineData(200, 429, ZoomFailureKind.RateLimited)]
    [InlineData(400, 429, ZoomFailureKind.Rejected)]
    [InlineData(429, 4001, ZoomFailureKind.RateLimited)]
    [InlineData(404, 1001, ZoomFailureKind.Gone)]
    [InlineData(400, 1010, ZoomFailureKind.Gone)]
    [InlineData(401, 1010, ZoomFailureKind.Gone)]
    [InlineData(409, 1005, ZoomFailureKind.Rejected)]
    [InlineData(400, 1009, ZoomFailureKind.Rejected)]
    [InlineData(400, 1107, ZoomFailureKind.PermissionDenied)]
    [InlineData(400, 1108, ZoomFailureKind.PermissionDenied)]
    [InlineData(400, 1109, ZoomFailureKind.PermissionDenied)]
    [InlineData(404, 1120, ZoomFailureKind.Gone)]
    [InlineData(400, 2001, ZoomFailureKind.Gone)]
    [InlineData(400, 2034, ZoomFailureKind.PermissionDenied)]
    [InlineData(400, 3412, ZoomFailureKind.PermissionDenied)]
    [InlineData(400, 2300, ZoomFailureKind.Rejected)]
    [InlineData(403, 2305, ZoomFailureKind.PermissionDenied)]
    [InlineData(403, 2306, ZoomFailureKind.PermissionDenied)]
    [InlineData(400, 3000, ZoomFailureKind.Rejected)]
    [InlineData(404, 3001, ZoomFailureKind.Gone)]
    [InlineData(400, 3018, ZoomFailureKind.Rejected)]
    [InlineData(400, 3161, ZoomFailureKind.PermissionDenied)]
    [InlineData(404, 3301, ZoomFailureKind.NotReady)]
    [InlineData(400, 3303, ZoomFailureKind.NotReady)]
    [InlineData(400, 3309, ZoomFailureKind.Rejected)]
    [InlineData(400, 3310, ZoomFailureKind.Rejected)]
    [InlineData(404, 3322, ZoomFailureKind.Gone)]
    [InlineData(400, 4711, ZoomFailureKind.ScopeMissing)]
    [InlineData(400, 4741, ZoomFailureKind.CredentialRejected)]
    [InlineData(400, 12001, ZoomFailureKind.PermissionDenied)]
    [InlineData(400, 12002, ZoomFailureKind.NotReady)]
    [InlineData(400, 12702, ZoomFailureKind.Gone)]
    [InlineData(400, 98765, ZoomFailureKind.Rejected)]
    [InlineData(500, 98765, ZoomFailureKind.Unavailable)]
    public void A_code_of_zoom_means_what_its_documents_say(int status, int code, ZoomFailureKind kind)
    {
        var failure = Failure(status, $$"""{"code":{{code}},"message":"Something."}""");

        Assert.Equal(kind, failure.Kind);
        Assert.Equal(code, failure.ZoomCode);
        Assert.Equal(status, failure.Status);
    }

    [Theory]
    [InlineData(400, ZoomFailureKind.Rejected)]
    [InlineData(401, ZoomFailureKind.CredentialRejected)]
    [InlineData(403, ZoomFailureKind.PermissionDenied)]
    [InlineData(404, ZoomFailureKind.Rejected)]
    [InlineData(408, ZoomFailureKind.Unavailable)]
    [InlineData(429, ZoomFailureKind.RateLimited)]
    [InlineData(500, ZoomFailureKind.Unavailable)]
    [InlineData(504, ZoomFailureKind.Unavailable)]
    public void A_status_without_a_code_speaks_for_itself(int status, ZoomFailureKind kind) =>
        Assert.Equal(kind, Failure(status, string.Empty).Kind);

    [Theory]
    [InlineData(400, 4711)]
    [InlineData(401, 4711)]
    [InlineData(403, 4711)]
    [InlineData(400, 201)]
    [InlineData(400, 104)]
    [InlineData(200, 124)]
    public void The_sentence_about_scopes_counts_whatever_its_code(int status, int code)
    {
        var failure = Failure(
            status, $$"""{"code":{{code}},"message":"Invalid access token, does not contain scopes:[a:b, a:b:admin]."}""");

        Assert.Equal(ZoomFailureKind.ScopeMissing, failure.Kind);
        Assert.Equal(2, failure.MissingScopes.Count);
        Assert.Equal("a:b:admin", failure.MissingScopes[1]);
    }

    [Fact]
    public void A_daily_limit_lasts_until_the_next_day_in_utc()
    {
        var failure = Failure(429, """{"code":429,"message":"You have reached the maximum daily rate limit for this API."}""");

        Assert.Equal(ZoomFailureKind.DailyLimit, failure.Kind);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), failure.NotBefore);
    }

    [Fact]
    public void A_header_can_tell_a_daily_limit_too()
    {
        var failure = Failure(429, string.Empty, ("X-RateLimit-Type", "Daily-limit"), ("Retry-After", "2026-03-02T00:00:00Z"));

        Assert.Equal(ZoomFailureKind.DailyLimit, failure.Kind);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), failure.NotBefore);
    }

    [Fact]
    public void A_daily_limit_that_ends_at_another_hour_lasts_until_then()
    {
        var failure = Failure(
            429,
            """{"code":429,"message":"You have reached the maximum daily rate limit for this API."}""",
            ("Retry-After", "2026-03-02T06:00:00Z"));

        Assert.Equal((ZoomFailureKind.DailyLimit, new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero)), (failure.Kind, failure.NotBefore));
    }

    [Fact]
    public void A_limit_per_second_names_no_time_unless_zoom_does()
    {
        Assert.Null(Failure(429, string.Empty).NotBefore);
        Assert.Equal(Now.AddSeconds(3), Failure(429, string.Empty, ("Retry-After", "3")).NotBefore);
    }

    [Fact]
    public void Validation_with_a_page_token_means_that_the_token_expired() =>
        Assert.Equal(ZoomFailureKind.PagingExpired, Failure(400, """{"code":300,"message":"x"}""", paging: true).Kind);

    [Fact]
    public void A_reason_holds_no_address_query_no_mail_and_nothing_like_a_token()
    {
        var token = new string('k', 60);
        var failure = Failure(
            400,
            $$"""{"code":300,"message":"See https://x.example/a?access_token=canary for joe@example.com {{token}}\nbad"}""");

        Assert.DoesNotContain("canary", failure.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("joe@", failure.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(token, failure.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Reason);
        Assert.Contains("See https://x.example/a", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_refused_fields_are_named() =>
        Assert.Contains(
            "page_size",
            Failure(400, """{"code":300,"message":"Validation Failed.","errors":[{"field":"page_size","message":"x"}]}""").Reason,
            StringComparison.Ordinal);

    private static ZoomFailure Failure(int status, string body, params (string Name, string Value)[] headers) =>
        Failure(status, body, paging: false, headers);

    private static ZoomFailure Failure(
        int status, string body, bool paging, params (string Name, string Value)[] headers)
    {
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        var error = ErrorBody.Read(Encoding.UTF8.GetBytes(body));
        return Failures.FromAnswer("try", status, response.Headers, error, paging, Now);
    }
}
