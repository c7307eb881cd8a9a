using System.Globalization;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Zoom.Api;
using Reconvene.Simulator.Zoom.Http;

namespace Reconvene.Simulator.Zoom.Limits;

/// <summary>What a limit writes into an answer: headers, and the error of a refusal.</summary>
internal static class LimitAnswers
{
    /// <summary>The error when the call is over the limit; null when it may pass.</summary>
    public static ZoomError? Write(Call call, LimitVerdict verdict, DateTimeOffset now)
    {
        var headers = call.Context.Response.Headers;
        if (verdict.Settings.Headers != LimitHeaderForm.None)
        {
            headers["x-ratelimit-category"] = Category(verdict.Label);
        }

        if (verdict.Settings.Headers == LimitHeaderForm.Full)
        {
            headers["X-RateLimit-Type"] = verdict.IsPerDay ? "Daily-limit" : "QPS";
            headers["X-RateLimit-Limit"] = verdict.Limit.ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Remaining"] = verdict.Remaining.ToString(CultureInfo.InvariantCulture);
        }

        if (verdict.OpensAt is not { } opensAt)
        {
            return null;
        }

        if (RetryAfter(verdict.Settings, opensAt, now) is { } retryAfter)
        {
            headers.RetryAfter = retryAfter;
        }

        return verdict.IsPerDay ? ZoomError.OverDailyLimit : ZoomError.OverLimit(verdict.Settings.PerSecondCode);
    }

    private static string? RetryAfter(LimitSettings settings, DateTimeOffset opensAt, DateTimeOffset now)
    {
        var otherwise = settings.Headers == LimitHeaderForm.Full ? RetryAfterForm.IsoDateTime : RetryAfterForm.None;

        // Neither form knows parts of a second.
        var second = opensAt.AddTicks(TimeSpan.TicksPerSecond - 1);
        return (settings.RetryAfter ?? otherwise) switch
        {
            RetryAfterForm.IsoDateTime => UserShapes.Moment(second),
            RetryAfterForm.HttpDate => second.ToString("R", CultureInfo.InvariantCulture),
            RetryAfterForm.Seconds => Math.Ceiling((opensAt - now).TotalSeconds).ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    private static string Category(LimitLabel label) => label switch
    {
        LimitLabel.Light => "Light",
        LimitLabel.Medium => "Medium",
        LimitLabel.Heavy => "Heavy",
        _ => "Resource-intensive",
    };
}
