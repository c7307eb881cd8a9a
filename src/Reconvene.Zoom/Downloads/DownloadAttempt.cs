using System.Net.Http.Headers;
using Reconvene.Zoom.Calls;
using Reconvene.Zoom.Rates;

namespace Reconvene.Zoom.Downloads;

/// <summary>
/// One attempt to open a file: goes the way to it by hand, with the token only as far as the list reaches.
/// </summary>
internal sealed class DownloadAttempt(
    HttpMessageInvoker http,
    ZoomEndpoints endpoints,
    TimeProvider time,
    Secret token,
    ResumePoint? from,
    DownloadExpectations expectations,
    DownloadBudget? budget)
{
    // Parameters that mark an address as signed by itself; such a place may refuse a second credential.
    private static readonly string[] SignatureMarks =
        ["signature=", "x-amz-", "policy=", "key-pair-id=", "sig=", "expires=", "hdnts="];

    private readonly RedirectChain _chain = new();
    private DateTimeOffset _sentAt;

    public async Task<DownloadOutcome> OpenAsync(Uri address, CancellationToken cancellation)
    {
        if (!token.IsHeaderSafe)
        {
            return new DownloadOutcome.Failed(DownloadFailures.BadToken);
        }

        using var activity = Tracing.Start("zoom.download");
#pragma warning disable CA2000 // The opened stream owns it from then on; every other way out disposes it below.
        var watch = new StallWatch(expectations.StallTimeout, time);
#pragma warning restore CA2000
        DownloadOutcome? outcome = null;
        try
        {
            outcome = await FollowAsync(address, watch, cancellation);
        }
        catch (DownloadBrokenException broken)
        {
            outcome = new DownloadOutcome.Failed(broken.Failure);
        }
        catch (Exception cause) when (Wire.IsOutage(cause, cancellation))
        {
            outcome = new DownloadOutcome.Failed(DownloadFailures.Broken(cause, expectations.StallTimeout));
        }
        finally
        {
            if (outcome is not DownloadOutcome.Opened)
            {
                watch.Dispose();
            }
        }

        Tracing.End(activity, (outcome as DownloadOutcome.Failed)?.Failure);
        return outcome;
    }

    private async Task<DownloadOutcome> FollowAsync(Uri address, StallWatch watch, CancellationToken cancellation)
    {
        var next = address;
        while (true)
        {
            var isNew = _chain.TryAdd(next);
            if (!endpoints.MaySendTokenTo(next))
            {
                return new DownloadOutcome.Failed(DownloadFailures.OffTheList(_chain));
            }

            if (!isNew)
            {
                return new DownloadOutcome.Failed(DownloadFailures.Loop(_chain));
            }

            var response = await SendAsync(next, watch, cancellation);
            if (!Wire.IsRedirect((int)response.StatusCode))
            {
                return await JudgeAsync(response, next, watch, cancellation);
            }

            var location = response.Headers.Location;
            var isNamed = response.Headers.NonValidated.Contains("Location");
            response.Dispose();
            if (location is null)
            {
                // A place that is no address at all is as foreign as one off the list.
                return new DownloadOutcome.Failed(
                    isNamed ? DownloadFailures.OffTheList(_chain) : DownloadFailures.NoLocation(_chain));
            }

            if (_chain.IsFull)
            {
                return new DownloadOutcome.Failed(DownloadFailures.TooLong(_chain));
            }

            next = location.IsAbsoluteUri ? location : new Uri(next, location);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, StallWatch watch, CancellationToken cancellation)
    {
        var response = await SendOnceAsync(address, withToken: true, watch, cancellation);
        if (!_chain.HasRedirected || (int)response.StatusCode is not (401 or 403) || !IsSigned(address))
        {
            return response;
        }

        response.Dispose();
        return await SendOnceAsync(address, withToken: false, watch, cancellation);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        Uri address, bool withToken, StallWatch watch, CancellationToken cancellation)
    {
        _sentAt = time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (withToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        }

        if (from is { OffsetBytes: > 0 })
        {
            request.Headers.Range = new RangeHeaderValue(from.OffsetBytes, null);
            if (EntityTag.Strong(from.ETag) is { } tag)
            {
                request.Headers.IfRange = new RangeConditionHeaderValue(tag);
            }
        }

        return await watch.WaitAsync(stop => new ValueTask<HttpResponseMessage>(
            Wire.SendAsync(http, request, stop)), cancellation);
    }

    private async Task<DownloadOutcome> JudgeAsync(
        HttpResponseMessage response, Uri asked, StallWatch watch, CancellationToken cancellation)
    {
        DownloadOutcome? outcome = null;
        try
        {
            outcome = Wire.WasMoved(response, asked)
                ? new DownloadOutcome.Failed(Failures.Redirected(DownloadFailures.What, (int)response.StatusCode))
                : await new DownloadJudge(response, from, expectations, watch, time).JudgeAsync(cancellation);
            return outcome is DownloadOutcome.Failed(var failure) && budget is not null && !_chain.HasRedirected
                ? outcome = await TellAsync(budget, response, failure, cancellation)
                : outcome;
        }
        finally
        {
            if (outcome is not DownloadOutcome.Opened)
            {
                response.Dispose();
            }
        }
    }

    /// <summary>What the API itself refuses is the account's matter; where it sends us to has limits of its own.</summary>
    private async Task<DownloadOutcome> TellAsync(
        DownloadBudget told, HttpResponseMessage response, ZoomFailure failure, CancellationToken cancellation)
    {
        var answer = RateHeaders.Answer(told.Operation, _sentAt, response.Headers, failure);
        var next = await told.Rates.AnsweredAsync(answer, cancellation);
        return new DownloadOutcome.Failed(failure with { NotBefore = failure.NotBefore ?? next });
    }

    private static bool IsSigned(Uri address) =>
        Array.Exists(SignatureMarks, mark => address.Query.Contains(mark, StringComparison.OrdinalIgnoreCase));
}
