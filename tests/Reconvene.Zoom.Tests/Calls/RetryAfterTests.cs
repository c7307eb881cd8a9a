using Reconvene.Zoom.Calls;

namespace Reconvene.Zoom.Tests.Calls;

public class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("8", "2026-03-01T12:00:08Z")]
    [InlineData(" 8 ", "2026-03-01T12:00:08Z")]
    [InlineData("0.5", "2026-03-01T12:00:00.5Z")]
    [InlineData("0", "2026-03-01T12:00:00Z")]
    [InlineData("Sun, 01 Mar 2026 12:01:00 GMT", "2026-03-01T12:01:00Z")]
    [InlineData("2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z")]
    [InlineData("2026-03-02T00:00:00", "2026-03-02T00:00:00Z")]
    [InlineData("2026-03-01T14:00:00+01:00", "2026-03-01T13:00:00Z")]
    [InlineData("2020-05-31T00:00:00Z", "2026-03-01T12:00:00Z")]
    [InlineData("99999999999999", "2026-03-08T12:00:00Z")]
    [InlineData("9999-12-31T00:00:00Z", "2026-03-08T12:00:00Z")]
    public void Seconds_http_dates_and_iso_dates_are_read(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, null), RetryAfter.Read(text, Now));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("12:30")]
    [InlineData("March 5")]
    [InlineData("-5")]
    [InlineData("NaN")]
    [InlineData("1e3")]
    public void What_is_no_time_is_ignored(string text) => Assert.Null(RetryAfter.Read(text, Now));
}
