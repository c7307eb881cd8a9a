using System.Net;
using Reconvene.Zoom.Calls;

namespace Reconvene.Zoom.Downloads;

/// <summary>Decides whether an answer is the file, a piece that fits, or something else in its place.</summary>
internal sealed class DownloadJudge(
    HttpResponseMessage response,
    ResumePoint? from,
    DownloadExpectations expectations,
    StallWatch watch,
    TimeProvider time)
{
    private const int StartBytes = 512;

    private readonly int _status = (int)response.StatusCode;

    private string? MediaType => response.Content.Headers.ContentType?.MediaType;

    public async Task<DownloadOutcome> JudgeAsync(CancellationToken cancellation)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.RequestedRangeNotSatisfiable
                when response.Content.Headers.ContentRange?.Length is { } whole && whole == from?.OffsetBytes && WrongLength(whole) is { } other:
                // Not one byte more: what came so far is the file, and the listing is wrong about it.
                return Fail(other);
            case HttpStatusCode.RequestedRangeNotSatisfiable:
                return new DownloadOutcome.StartAnew("Zoom says the file does not reach that far: it has changed.");
            case HttpStatusCode.OK:
                return await OpenAsync(0, response.Content.Headers.ContentLength, cancellation);
            case HttpStatusCode.PartialContent:
                return await ContinueAsync(cancellation);
            case var _ when response.IsSuccessStatusCode:
                return Fail(DownloadFailures.NoContent(_status));
            default:
                return Fail(DownloadFailures.FromAnswer(response, await ErrorAsync(cancellation), time.GetUtcNow()));
        }
    }

    private async Task<DownloadOutcome> ContinueAsync(CancellationToken cancellation)
    {
        var range = response.Content.Headers.ContentRange;
        if (from is null || range is not { Unit: "bytes", From: { } first } || first != from.OffsetBytes)
        {
            return new DownloadOutcome.StartAnew("Zoom sent another piece of the file than the one asked for.");
        }

        if (range.Length is { } length && expectations.ExpectedBytes is { } expected && length != expected)
        {
            return new DownloadOutcome.StartAnew("The file has another length than the one listed: it has changed.");
        }

        var held = EntityTag.Strong(from.ETag);
        var sent = EntityTag.Strong(response.Headers.ETag);
        if (held is not null && sent is not null && !held.Equals(sent))
        {
            return new DownloadOutcome.StartAnew("The file has changed since the first piece of it came.");
        }

        // Without a tag only the length can show that these are still the same bytes.
        if (held is null && (range.Length is null || expectations.ExpectedBytes is null))
        {
            return new DownloadOutcome.StartAnew("Nothing proves that this piece belongs to the first one.");
        }

        return await OpenAsync(first, range.Length, cancellation);
    }

    private async Task<DownloadOutcome> OpenAsync(long offset, long? total, CancellationToken cancellation)
    {
        var encoding = string.Join(", ", response.Content.Headers.ContentEncoding);
        if (encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return Fail(DownloadFailures.Encoded(encoding, _status));
        }

        if (MediaType is "text/html" or "application/xhtml+xml")
        {
            return Fail(DownloadFailures.SignInPage(_status));
        }

        if (total > expectations.MaxBytes)
        {
            return Fail(DownloadFailures.TooLarge(expectations.MaxBytes));
        }

        var limits = new DownloadLimits(
            offset, total ?? expectations.ExpectedBytes, expectations.MaxBytes, expectations.StallTimeout);
        var source = await response.Content.ReadAsStreamAsync(cancellation);
        var content = new DownloadStream(response, source, watch, limits);
        var failure = await WrongContentAsync(content, offset, cancellation) ?? WrongLength(total);
        if (failure is not null)
        {
            await content.DisposeAsync();
            return Fail(failure);
        }

        var tag = EntityTag.Strong(response.Headers.ETag)?.ToString();
        return new DownloadOutcome.Opened(content, offset, total, tag, MediaType);
    }

    private async Task<ZoomFailure?> WrongContentAsync(
        DownloadStream content, long offset, CancellationToken cancellation)
    {
        if (offset > 0)
        {
            return MediaType is "application/json" && !FileStart.IsJsonFormat(expectations.FileType)
                ? DownloadFailures.OtherContent("the rest of the file", _status)
                : null;
        }

        var start = await content.PeekAsync(StartBytes, cancellation);
        if (FileStart.LooksLikeWebPage(start.Span))
        {
            return DownloadFailures.SignInPage(_status);
        }

        if (FileStart.LooksLikeJsonObject(start.Span) && await ErrorInAsync(content, cancellation) is { } failure)
        {
            return failure;
        }

        return !start.IsEmpty && FileStart.Mismatch(expectations.FileType, start.Span) is { } expected
            ? DownloadFailures.OtherContent(expected, _status)
            : null;
    }

    // Zoom also says "no" with 200 and {"status":false,"errorCode":…}: such bodies must not be kept as files.
    private async Task<ZoomFailure?> ErrorInAsync(DownloadStream content, CancellationToken cancellation)
    {
        var whole = await content.PeekAsync(Body.LargestError, cancellation);
        if (!content.PeekedAll)
        {
            return null;
        }

        var error = ErrorBody.Read(whole);
        return error.IsError || !FileStart.MayBeJson(expectations.FileType, MediaType)
            ? DownloadFailures.FromBody(response, error, time.GetUtcNow())
            : null;
    }

    private ZoomFailure? WrongLength(long? total) =>
        total is { } announced && expectations.ExpectedBytes is { } expected && announced != expected
            ? DownloadFailures.OtherLength(expected, announced)
            : null;

    private async Task<ErrorBody> ErrorAsync(CancellationToken cancellation)
    {
        using var body = await watch.WaitAsync(
            stop => new ValueTask<Body>(Body.ReadAsync(response.Content, Body.LargestError, stop)), cancellation);
        return ErrorBody.Read(body.Bytes);
    }

    private static DownloadOutcome.Failed Fail(ZoomFailure failure) => new(failure);
}
