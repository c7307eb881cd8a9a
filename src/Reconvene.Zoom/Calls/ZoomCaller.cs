using System.Net.Http.Headers;
using Reconvene.Zoom.OAuth;
using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Zoom.Calls;

/// <summary>
/// Makes a call: traced, when the rate budget lets it, with the token, once, and once more with a new token after a 401,
/// which is taken from the budget too. Never more.
/// </summary>
internal sealed class ZoomCaller(
    HttpMessageInvoker http, ZoomEndpoints endpoints, IZoomTokenSource tokens, TimeProvider time, IZoomRateBudget? budget)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(100);

    public async Task<ZoomResult<T>> CallAsync<T>(
        ZoomCall call, Func<Answer, ZoomResult<T>> read, CancellationToken cancellation)
    {
        using var activity = Tracing.Start(call.Operation);
        var result = await WithTokenAsync(call, read, cancellation);
        Tracing.End(activity, (result as ZoomResult<T>.Failed)?.Failure);
        return result;
    }

    private async Task<ZoomResult<T>> WithTokenAsync<T>(
        ZoomCall call, Func<Answer, ZoomResult<T>> read, CancellationToken cancellation)
    {
        if (budget is not null && await budget.TakeAsync(call.Operation, cancellation) is { } full)
        {
            return ZoomResult.Failed<T>(full);
        }

        var got = await tokens.GetAsync(cancellation);
        if (got is not ZoomResult<ZoomToken>.Ok(var token))
        {
            return Pass<T>(got);
        }

        var first = await OnceAsync(call, token, read, cancellation);
        if (!IsTokenRefused(first))
        {
            return first;
        }

        var renewed = await tokens.ReplaceAsync(token, cancellation);
        if (renewed is not ZoomResult<ZoomToken>.Ok(var fresh))
        {
            return Pass<T>(renewed);
        }

        if (budget is not null && await budget.TakeAsync(call.Operation, cancellation) is { } fullNow)
        {
            return ZoomResult.Failed<T>(fullNow);
        }

        var second = await OnceAsync(call, fresh, read, cancellation);
        if (IsTokenRefused(second))
        {
            await tokens.RejectAsync(fresh, ((ZoomResult<T>.Failed)second).Failure, cancellation);
        }

        return second;
    }

    private async Task<ZoomResult<T>> OnceAsync<T>(
        ZoomCall call, ZoomToken token, Func<Answer, ZoomResult<T>> read, CancellationToken cancellation)
    {
        var home = token.ApiUrl is null ? endpoints : endpoints.WithApiUrl(token.ApiUrl);
        var address = home is null ? null : Wire.Raw(home.Api, call.PathAndQuery);
        if (address is null || !endpoints.MaySendTokenTo(address))
        {
            return ZoomResult.Failed<T>(Failures.HostRefused(call.What));
        }

        if (!token.AccessToken.IsHeaderSafe)
        {
            return ZoomResult.Failed<T>(new ZoomFailure(
                ZoomFailureKind.CredentialRejected,
                $"The access token is empty or holds characters that no token has: cannot {call.What}; reconnect."));
        }

        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            using var request = Request(call, address, token);
            var sent = new Sent(call, address, time.GetTimestamp(), time.GetUtcNow());
            using var response = await Wire.SendAsync(http, request, either.Token);
            return await TellAsync(sent, response.Headers, await ReadAsync(sent, response, read, either.Token), cancellation);
        }
        catch (Exception cause) when (Wire.IsOutage(cause, cancellation))
        {
            return ZoomResult.Failed<T>(Failures.Unreachable(call.What, cause));
        }
    }

    private static HttpRequestMessage Request(ZoomCall call, Uri address, ZoomToken token)
    {
        var request = Wire.Request(HttpMethod.Parse(call.Operation.Method), address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.AccessToken.Reveal());
        request.Options.Set(ZoomOperation.RequestKey, call.Operation);
        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }

    private async Task<ZoomResult<T>> ReadAsync<T>(
        Sent sent, HttpResponseMessage response, Func<Answer, ZoomResult<T>> read, CancellationToken cancellation)
    {
        var call = sent.Call;
        var status = (int)response.StatusCode;
        if (Wire.IsRedirect(status) || Wire.WasMoved(response, sent.Address))
        {
            return ZoomResult.Failed<T>(Failures.Redirected(call.What, status));
        }

        var limit = response.IsSuccessStatusCode ? Body.Largest : Body.LargestError;
        using var body = await Body.ReadAsync(response.Content, limit, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            return ZoomResult.Failed<T>(Failures.FromAnswer(
                call.What, status, response.Headers, ErrorBody.Read(body.Bytes), call.IsPaging, time.GetUtcNow()));
        }

        return body.IsTooLarge
            ? ZoomResult.Failed<T>(Failures.Unreadable(call.What, status, "$", "It is larger than 32 MiB."))
            : read(new Answer(call, status, response.Headers, body.Bytes, time.GetUtcNow())
            {
                Took = time.GetElapsedTime(sent.Since),
            });
    }

    /// <summary>The budget learns of the answer; of a limit it says when to come back, if Zoom did not.</summary>
    private async ValueTask<ZoomResult<T>> TellAsync<T>(
        Sent sent, HttpResponseHeaders headers, ZoomResult<T> result, CancellationToken cancellation)
    {
        if (budget is null)
        {
            return result;
        }

        var failure = (result as ZoomResult<T>.Failed)?.Failure;
        var answer = RateHeaders.Answer(sent.Call.Operation, sent.At, headers, failure);
        return await budget.AnsweredAsync(answer, cancellation) is { } next && failure is { NotBefore: null }
            ? ZoomResult.Failed<T>(failure with { NotBefore = next })
            : result;
    }

    private static bool IsTokenRefused<T>(ZoomResult<T> result) =>
        result is ZoomResult<T>.Failed({ Status: 401, Kind: ZoomFailureKind.CredentialRejected });

    // Whatever became of the token, the call itself was not made: or was refused for its token.
    private static ZoomResult<T> Pass<T>(ZoomResult<ZoomToken> result) =>
        ZoomResult.Failed<T>(((ZoomResult<ZoomToken>.Failed)result).Failure with { OutcomeUnknown = false });

    private sealed record Sent(ZoomCall Call, Uri Address, long Since, DateTimeOffset At);
}
