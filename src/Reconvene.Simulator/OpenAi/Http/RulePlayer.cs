using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.OpenAi.Control;

namespace Reconvene.Simulator.OpenAi.Http;

/// <summary>Does what a rule says before, or in place of, the answer of a model.</summary>
internal sealed class RulePlayer(ModelState state)
{
    /// <summary>True when the call has been answered.</summary>
    public async Task<bool> InterfereAsync(ModelCall call, ModelRule rule, string model)
    {
        await WaitAsync(rule.Delay, call.Cancellation);
        switch (rule.Behaviour)
        {
            case ModelBehaviour.Hanging:
                await state.HangAsync(call.Cancellation);
                call.Context.Abort();
                return true;
            case ModelBehaviour.RateLimited:
                SayWhen(call.Context.Response.Headers, rule);
                throw new RefusedException(OpenAiError.RateLimited(model, Short(rule.RetryAfter)));
            case ModelBehaviour.QuotaExceeded:
                throw new RefusedException(OpenAiError.QuotaExceeded);
            case ModelBehaviour.ServerError:
                throw new RefusedException(OpenAiError.ServerError);
            case ModelBehaviour.Unavailable:
                throw new RefusedException(OpenAiError.Unavailable);
            case ModelBehaviour.Fixed when rule.Status is { } status:
                await call.TextAsync(status, "application/json", rule.Answer ?? "");
                return true;
            case ModelBehaviour.Endless:
                await GoOnAsync(call);
                return true;
            default:
                return false;
        }
    }

    private static async Task GoOnAsync(ModelCall call)
    {
        var blanks = new byte[64 << 10];
        blanks.AsSpan().Fill((byte)' ');
        call.Context.Response.ContentType = "application/json";
        while (!call.Cancellation.IsCancellationRequested)
        {
            await call.Context.Response.Body.WriteAsync(blanks, call.Cancellation);
        }
    }

    public Task WaitAsync(TimeSpan time, CancellationToken cancellation) =>
        time > TimeSpan.Zero ? Task.Delay(time, state.Options.TimeProvider, cancellation) : Task.CompletedTask;

    private static void SayWhen(IHeaderDictionary headers, ModelRule rule)
    {
        headers["x-ratelimit-remaining-tokens"] = "0";
        headers["x-ratelimit-reset-tokens"] = Short(rule.RetryAfter);
        if (rule.RetryAfterHeaders is RetryAfterHeaders.Both or RetryAfterHeaders.Seconds)
        {
            headers.RetryAfter = Math.Ceiling(rule.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (rule.RetryAfterHeaders is RetryAfterHeaders.Both or RetryAfterHeaders.Milliseconds)
        {
            headers["retry-after-ms"] = Math.Ceiling(rule.RetryAfter.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Such as <c>120ms</c>, <c>2.5s</c> or <c>1m30s</c>.</summary>
    private static string Short(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalMilliseconds)}ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}m{time.Seconds}s"),
    };
}
