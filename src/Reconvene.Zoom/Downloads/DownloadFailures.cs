using System.Net;
using Reconvene.Zoom.Calls;

namespace Reconvene.Zoom.Downloads;

/// <summary>The failures that only downloads have.</summary>
internal static class DownloadFailures
{
    public const string What = "download the file";

    public static ZoomFailure OffTheList(RedirectChain chain) => new(
        ZoomFailureKind.HostRefused,
        $"The way to the file leaves Zoom's hosts or https ({chain}): no token was sent there; "
        + "add the host to the connection's download hosts if it is right.");

    public static ZoomFailure Loop(RedirectChain chain) => new(
        ZoomFailureKind.Unavailable, $"The way to the file runs in a circle ({chain}): try again later.");

    public static ZoomFailure TooLong(RedirectChain chain) => new(
        ZoomFailureKind.Unavailable, $"The way to the file has more than 5 redirects ({chain}): try again later.");

    public static ZoomFailure NoLocation(RedirectChain chain) => new(
        ZoomFailureKind.Unavailable, $"Zoom redirects without saying where ({chain}): try again later.");

    public static ZoomFailure BadToken { get; } = new(
        ZoomFailureKind.CredentialRejected,
        "The download token is empty or holds characters that no token has: ask for a new one.");

    public static ZoomFailure SignInPage(int status) => new(
        ZoomFailureKind.CredentialRejected,
        "Zoom sent a web page instead of the file, as it does when the token is refused: ask for a new token.")
    {
        Status = status,
    };

    public static ZoomFailure OtherContent(string expected, int status) => new(
        ZoomFailureKind.Unreadable,
        $"What Zoom sent does not begin like {expected}: nothing was kept; list the recording again.")
    {
        Status = status,
    };

    public static ZoomFailure Encoded(string encoding, int status) => new(
        ZoomFailureKind.Unreadable,
        $"Zoom packed the file ({Scrub.Text(encoding)}) although plain bytes were asked for: nothing was kept.")
    {
        Status = status,
    };

    public static ZoomFailure TooLarge(long maxBytes) => new(
        ZoomFailureKind.Rejected,
        $"The file is larger than the {maxBytes} bytes allowed: raise the limit to fetch it.");

    public static ZoomFailure OtherLength(long expected, long announced) => new(
        ZoomFailureKind.Unavailable,
        $"Zoom listed {expected} bytes and sends {announced}: list the recording again before the next attempt.")
    {
        ContradictsListing = true,
    };

    public static ZoomFailure MoreThanAnnounced(long announced) => new(
        ZoomFailureKind.Unavailable,
        $"More bytes came than the {announced} announced: list the recording again before the next attempt.")
    {
        ContradictsListing = true,
    };

    public static ZoomFailure Cut(long received, long announced) => new(
        ZoomFailureKind.Unavailable, $"The file was cut after {received} of {announced} bytes: continue later.");

    public static ZoomFailure Broken(Exception cause, TimeSpan stall) =>
        cause is OperationCanceledException
            ? new ZoomFailure(
                ZoomFailureKind.Unavailable, $"No byte came for {stall.TotalSeconds:0} seconds: continue later.")
            : Failures.Unreachable(What, cause);

    public static ZoomFailure NoContent(int status) => new(
        status == (int)HttpStatusCode.Accepted ? ZoomFailureKind.NotReady : ZoomFailureKind.Unavailable,
        $"Zoom answered {status} without the file: try again later.")
    {
        Status = status,
    };

    /// <summary>
    /// An error status, read for downloads: what is not found is gone, what is forbidden has a bad token.
    /// </summary>
    public static ZoomFailure FromAnswer(HttpResponseMessage response, ErrorBody body, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        var failure = Failures.FromAnswer(What, status, response.Headers, body, paging: false, now);
        if (body.Code is { } code && ZoomCodes.KindOf(code) is not null)
        {
            return failure;
        }

        return status switch
        {
            404 or 410 => failure with { Kind = ZoomFailureKind.Gone },
            403 when failure.Kind == ZoomFailureKind.PermissionDenied =>
                failure with { Kind = ZoomFailureKind.CredentialRejected },
            _ => failure,
        };
    }

    /// <summary>A success status whose body is an error in JSON.</summary>
    public static ZoomFailure FromBody(HttpResponseMessage response, ErrorBody body, DateTimeOffset now)
    {
        var failure = Failures.FromAnswer(
            What, (int)response.StatusCode, response.Headers, body, paging: false, now);
        var isKnown = body.Code is { } code && (code == 429 || ZoomCodes.KindOf(code) is not null);
        return isKnown || failure.Kind == ZoomFailureKind.ScopeMissing
            ? failure
            : failure with { Kind = ZoomFailureKind.Unavailable };
    }
}
