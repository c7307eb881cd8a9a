using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Zoom.Tests.Rates;

public sealed class RateHeadersTests
{
    [Theory]
    [InlineData("20", "QPS", "Medium", 20, null)]
    [InlineData(" 20 ", "qps", " MEDIUM ", 20, null)]
    [InlineData("2000", "Daily-limit", "Medium", null, 2000)]
    [InlineData("100", "daily-limit", null, null, 100)]
    public void The_older_headers_name_a_limit_by_the_second_or_by_the_day(
        string limit, string? type, string? category, int? perSecond, int? perDay) =>
        Assert.Equal((perSecond, perDay), Read(RateLabel.Medium, limit, type, category));

    [Theory]
    [InlineData("20", 20, null)]
    [InlineData("500", 500, null)]
    [InlineData("501", null, 501)]
    [InlineData("30000", null, 30000)]
    public void Without_a_type_it_goes_by_the_size(string limit, int? perSecond, int? perDay) =>
        Assert.Equal((perSecond, perDay), Read(RateLabel.Heavy, limit, type: null, category: null));

    [Theory]
    [InlineData("501", "QPS", "Medium")]
    [InlineData("10", "QPS", "Heavy")]
    [InlineData("10", "QPS", "Resource-intensive")]
    [InlineData("10", "QPS", "")]
    [InlineData("0", "QPS", "Medium")]
    [InlineData("-20", "QPS", "Medium")]
    [InlineData("19.5", "QPS", "Medium")]
    [InlineData("99999999999", "Daily-limit", "Medium")]
    [InlineData("many", "QPS", "Medium")]
    [InlineData(null, "QPS", "Medium")]
    public void What_cannot_be_or_is_of_another_label_teaches_nothing(string? limit, string? type, string? category) =>
        Assert.Equal((null, null), Read(RateLabel.Medium, limit, type, category));

    [Theory]
    [InlineData("10", "QPS")]
    [InlineData("30000", "Daily-limit")]
    [InlineData("10", null)]
    public void Of_what_is_limited_by_the_minute_nothing_is_learned(string limit, string? type) =>
        Assert.Equal((null, null), Read(RateLabel.ResourceIntensive, limit, type, "Resource-intensive"));

    [Theory]
    [InlineData(ZoomFailureKind.RateLimited, false, true)]
    [InlineData(ZoomFailureKind.DailyLimit, false, true)]
    [InlineData(ZoomFailureKind.DailyLimit, true, false)]
    [InlineData(ZoomFailureKind.Unavailable, false, false)]
    public void Only_a_limit_of_the_whole_account_is_a_refusal(ZoomFailureKind kind, bool isOfUser, bool isRefusal)
    {
        using var response = new HttpResponseMessage();
        var failure = new ZoomFailure(kind, "It was refused.") { IsLimitOfUser = isOfUser };

        var answer = RateHeaders.Answer(ZoomOperations.GetUser, DateTimeOffset.UnixEpoch, response.Headers, failure);

        Assert.Equal(isRefusal ? failure : null, answer.Refusal);
    }

    private static (int? PerSecond, int? PerDay) Read(RateLabel label, string? limit, string? type, string? category)
    {
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in new[] { ("Limit", limit), ("Type", type), ("Category", category) })
        {
            if (value is not null)
            {
                response.Headers.TryAddWithoutValidation($"X-RateLimit-{name}", value);
            }
        }

        return RateHeaders.Read(response.Headers, label);
    }
}
