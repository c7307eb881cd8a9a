using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Reconvene.Zoom.Json;

namespace Reconvene.Zoom.Calls;

/// <summary>Turns what went wrong into a <see cref="ZoomFailure"/>: the only place that decides its kind.</summary>
internal static class Failures
{
    private const string NoSuchAccount = "Account does not exist";
    private const string ScopeSentence = "does not contain scopes:[";

    private static readonly string[] UserSentences =
        ["this particular user", "disassociate this user", "this registrant", "same registrant"];

    /// <summary>An answer that is an error by its status or by its body.</summary>
    /// <param name="what">The thing done, for the sentence: "Zoom refused to list users".</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="body">What the body told.</param>
    /// <param name="paging">Whether the request carried a page token.</param>
    /// <param name="now">The present moment.</param>
    public static ZoomFailure FromAnswer(
        string what, int status, HttpResponseHeaders headers, ErrorBody body, bool paging, DateTimeOffset now)
    {
        var missing = MissingScopes(body.Message);
        var kind = missing is not null ? ZoomFailureKind.ScopeMissing : KindOf(status, headers, body, paging);
        return new ZoomFailure(kind, Sentence(what, status, body, Advice(kind)))
        {
            Status = status,
            ZoomCode = body.Code,
            OAuthError = body.Error,
            NotBefore = NotBefore(kind, headers, now),
            IsLimitOfUser = kind is ZoomFailureKind.RateLimited or ZoomFailureKind.DailyLimit && IsOfUser(body.Message),
            MissingScopes = missing ?? [],
            OutcomeUnknown = kind == ZoomFailureKind.Unavailable,
        };
    }

    /// <summary>No answer, or only the beginning of one.</summary>
    public static ZoomFailure Unreachable(string what, Exception cause) => new(
        ZoomFailureKind.Unavailable,
        cause is OperationCanceledException
            ? $"Zoom did not answer in time: cannot {what}; try again later."
            : $"Zoom could not be reached or broke off ({Cause(cause)}): cannot {what}; try again later.")
    {
        OutcomeUnknown = !NeverLeft(cause),
    };

    public static ZoomFailure Redirected(string what, int status) => new(
        ZoomFailureKind.HostRefused,
        $"Zoom answered with a redirect ({status}) where none belongs: cannot {what}; check the API's base address.")
    {
        Status = status,
        OutcomeUnknown = true,
    };

    public static ZoomFailure HostRefused(string what) => new(
        ZoomFailureKind.HostRefused,
        $"The address to {what} is not on the list of Zoom's hosts: no token was sent; "
        + "check the connection's endpoints.");

    /// <summary>A success whose body is not what it should be.</summary>
    public static ZoomFailure Unreadable(string what, int status, string where, string reason) => new(
        ZoomFailureKind.Unreadable,
        $"Zoom's answer could not be read at {where}: cannot {what}. {reason}")
    {
        Status = status,
        Where = where,
        OutcomeUnknown = true,
    };

    public static ZoomFailure NotJson(string what, int status, ReadOnlySpan<byte> body, JsonException odd) =>
        LooksCut(body)
            ? new ZoomFailure(
                ZoomFailureKind.Unavailable, $"Zoom's answer stops halfway: cannot {what}; try again later.")
            {
                Status = status,
                Where = JsonPath.Of(odd),
                OutcomeUnknown = true,
            }
            : Unreadable(what, status, JsonPath.Of(odd), "JSON was expected.");

    // A body that is good JSON up to its last byte, and then missing, was cut on its way.
    private static bool LooksCut(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return false;
        }

        var options = new JsonReaderOptions { MaxDepth = ZoomJson.Depth };
        var reader = new Utf8JsonReader(body, isFinalBlock: false, new JsonReaderState(options));
        try
        {
            while (reader.Read())
            {
            }

            return reader.CurrentDepth > 0 || reader.BytesConsumed < body.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ZoomFailureKind KindOf(int status, HttpResponseHeaders headers, ErrorBody body, bool paging)
    {
        // The Phone API says 400 with code 429 when a batch is too large: waiting would not help.
        if (status == 429 || (body.Code is 429 or 4001 && status != 400))
        {
            return IsDaily(headers, body.Message) ? ZoomFailureKind.DailyLimit : ZoomFailureKind.RateLimited;
        }

        // Of an account that is not there, or has no Zoom Phone, and not of the token, whose number this is elsewhere.
        if (body.Code == 124 && body.Message.Contains(NoSuchAccount, StringComparison.OrdinalIgnoreCase))
        {
            return ZoomFailureKind.Gone;
        }

        if (body.Code == 300 && paging)
        {
            return ZoomFailureKind.PagingExpired;
        }

        if (body.Error is { } error)
        {
            return KindOfOAuth(error, body.Message, status);
        }

        // An error inside a 200 has no status of its own; a code of the 5xx form then speaks for it.
        var spoken = status < 300 && body.Code is >= 500 and < 600 ? body.Code.Value : status;
        return (body.Code is { } code ? ZoomCodes.KindOf(code) : null) ?? ZoomCodes.KindOfStatus(spoken);
    }

    private static ZoomFailureKind KindOfOAuth(string error, string reason, int status) => error switch
    {
        _ when status >= 500 => ZoomFailureKind.Unavailable,
        "server_error" or "temporarily_unavailable" => ZoomFailureKind.Unavailable,
        "invalid_client" or "unauthorized_client" or "invalid_grant" or "invalid_token" or "access_denied" =>
            ZoomFailureKind.CredentialRejected,
        "invalid_request" when reason.Contains("Invalid Token", StringComparison.OrdinalIgnoreCase) =>
            ZoomFailureKind.CredentialRejected,
        "invalid_scope" or "insufficient_scope" => ZoomFailureKind.ScopeMissing,
        _ => ZoomCodes.KindOfStatus(status),
    };

    // Only the text or a header of older documents tells the two limits apart; the code is the same.
    private static bool IsDaily(HttpResponseHeaders headers, string message) =>
        message.Contains("daily", StringComparison.OrdinalIgnoreCase)
        || (headers.TryGetValues("X-RateLimit-Type", out var types)
            && types.Any(static type => type.Contains("daily", StringComparison.OrdinalIgnoreCase)));

    // Limits of one host or of one registrant, and "one request at a time": the account itself may go on.
    private static bool IsOfUser(string message) =>
        UserSentences.Any(sentence => message.Contains(sentence, StringComparison.OrdinalIgnoreCase));

    private static DateTimeOffset? NotBefore(ZoomFailureKind kind, HttpResponseHeaders headers, DateTimeOffset now) =>
        kind switch
        {
            ZoomFailureKind.DailyLimit => RetryAfter.Read(headers, now) ?? RetryAfter.NextDay(now),
            ZoomFailureKind.RateLimited or ZoomFailureKind.Unavailable or ZoomFailureKind.NotReady =>
                RetryAfter.Read(headers, now),
            _ => null,
        };

    private static List<string>? MissingScopes(string message)
    {
        var start = message.IndexOf(ScopeSentence, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        start += ScopeSentence.Length;
        var end = message.IndexOf(']', start);
        return [.. message[start..(end < 0 ? message.Length : end)]
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }

    /// <summary>One sentence: what was refused, with which words of Zoom's, and what to do.</summary>
    public static string Sentence(string what, int status, ErrorBody body, string advice)
    {
        var code = body.Code is { } number && number != status ? $", code {number}" : string.Empty;
        var error = body.Error is { } name ? $", {Scrub.Text(name)}" : string.Empty;
        var said = Scrub.Text(body.Message).TrimEnd('.');
        var fields = body.Fields.Count > 0 ? $" (fields: {Scrub.Text(string.Join(", ", body.Fields))})" : string.Empty;
        var told = said.Length > 0 ? $": {said}{fields}" : fields;
        return $"Zoom refused to {what} ({status}{code}{error}){told}; {advice}.";
    }

    public static string Advice(ZoomFailureKind kind) => kind switch
    {
        ZoomFailureKind.RateLimited => "wait a few seconds or as long as it says",
        ZoomFailureKind.DailyLimit => "wait until the next day begins in UTC",
        ZoomFailureKind.Unavailable => "try again later",
        ZoomFailureKind.CredentialRejected => "check the app's credentials and reconnect",
        ZoomFailureKind.ScopeMissing => "add the scopes to the Zoom app and reconnect",
        ZoomFailureKind.PermissionDenied => "the account's plan, role or settings must allow it",
        ZoomFailureKind.Gone => "it no longer exists",
        ZoomFailureKind.NotReady => "it is not ready yet, try again later",
        ZoomFailureKind.PagingExpired => "begin the listing again",
        ZoomFailureKind.Rejected => "the request must change",
        ZoomFailureKind.Unreadable => "report it with the place named",
        ZoomFailureKind.HostRefused => "check the connection's endpoints",
        _ => "see the documentation",
    };

    // No connection was made, so nothing was written. A time-out or a reset may come after Zoom has done it.
    private static bool NeverLeft(Exception cause) => cause is HttpRequestException request
        && (request.HttpRequestError is HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
            || (request.HttpRequestError == HttpRequestError.ConnectionError
                && request.InnerException is SocketException
                {
                    SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostUnreachable
                        or SocketError.NetworkUnreachable or SocketError.NetworkDown
                        or SocketError.HostNotFound or SocketError.TryAgain,
                }));

    private static string Cause(Exception cause) => cause switch
    {
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request =>
            request.HttpRequestError.ToString(),
        HttpIOException http => http.HttpRequestError.ToString(),
        _ => "connection lost",
    };
}
