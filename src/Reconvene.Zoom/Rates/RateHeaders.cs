using System.Globalization;
using System.Net.Http.Headers;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Zoom.Rates;

/// <summary>
/// Reads the limit that <c>X-RateLimit-Limit</c> names. Older documents describe it with <c>X-RateLimit-Type</c>
/// (<c>QPS</c> or <c>Daily-limit</c>) and <c>X-RateLimit-Category</c>; today's name no headers, so each may be missing.
/// </summary>
internal static class RateHeaders
{
    // The smallest limit of a day is 1,000, and the largest of a second 80.
    private const int LargestPerSecond = 500;

    /// <summary>What an answer tells of the account's rates.</summary>
    public static ZoomRateAnswer Answer(
        ZoomOperation operation, DateTimeOffset sentAt, HttpResponseHeaders headers, ZoomFailure? failure)
    {
        var (perSecond, perDay) = Read(headers, operation.Label);
        return new ZoomRateAnswer(operation, sentAt)
        {
            Refusal = failure is { Kind: ZoomFailureKind.RateLimited or ZoomFailureKind.DailyLimit, IsLimitOfUser: false }
                ? failure
                : null,
            PerSecond = perSecond,
            PerDay = perDay,
        };
    }

    public static (int? PerSecond, int? PerDay) Read(HttpResponseHeaders headers, RateLabel label)
    {
        if (First(headers, "X-RateLimit-Limit") is not { } text
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            || limit is 0
            || !IsOf(label, First(headers, "X-RateLimit-Category")))
        {
            return (null, null);
        }

        var isDaily = First(headers, "X-RateLimit-Type") is { } type
            ? type.Contains("daily", StringComparison.OrdinalIgnoreCase)
            : limit > LargestPerSecond;
        return isDaily ? (null, limit) : limit <= LargestPerSecond ? (limit, null) : (null, null);
    }

    // RESOURCE-INTENSIVE is limited by the minute, whatever the header's number means: nothing is learned of it.
    private static bool IsOf(RateLabel label, string? category) => label is not RateLabel.ResourceIntensive
        && (category is null || category.Trim().Equals(label.ToString(), StringComparison.OrdinalIgnoreCase));

    private static string? First(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First().Trim() : null;
}
