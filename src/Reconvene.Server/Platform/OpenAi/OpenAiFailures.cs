using System.ClientModel;
using System.Globalization;
using System.Text.Json;
using Reconvene.Server.Platform.Egress;

namespace Reconvene.Server.Platform.OpenAi;

/// <summary>What a call of an OpenAI-compatible server came to, said once. What the server wrote is not repeated: it may quote what it was sent.</summary>
internal static class OpenAiFailures
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Whether the call failed in a way that is known, and is no fault of ours.</summary>
    public static bool IsKnown(Exception error) =>
        error is ClientResultException or HttpRequestException or IOException or EgressRefusedException or JsonException or TaskCanceledException
        || (error is AggregateException many && many.InnerExceptions.All(IsKnown));

    /// <summary>Whether the server may have worked for it, and charges for that: it was reached, and did not refuse.</summary>
    public static bool MayBeCharged(Exception error) => error switch
    {
        AggregateException many => many.InnerExceptions.Any(MayBeCharged),
        ClientResultException { Status: 0, InnerException: { } cause } => MayBeCharged(cause),
        ClientResultException { Status: > 0 } or EgressRefusedException => false,
        HttpRequestException http => !IsUnreached(http),
        _ => true,
    };

    /// <summary>The failure, as a sentence with what to do.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="what">Who was called, such as <c>the model's server</c>.</param>
    /// <param name="setting">Section of the settings that names it.</param>
    /// <param name="now">The present moment, from which a wait is counted.</param>
    public static Failure Of(Exception error, string what, string setting, DateTimeOffset now) => error switch
    {
        AggregateException many => Of(many.InnerExceptions[0], what, setting, now),
        ClientResultException { Status: 0, InnerException: { } cause } when IsKnown(cause) => Of(cause, what, setting, now),
        ClientResultException answered => OfAnswer(answered, what, setting, now),
        EgressRefusedException refused => new(FailureKind.Misconfigured, refused.Message),
        HttpRequestException { InnerException: EgressRefusedException refused } => new(FailureKind.Misconfigured, refused.Message),
        AnswerTooLargeException large => new(FailureKind.Unreadable, $"{Capital(what)} answers without an end. {large.Message} See whether {setting}:Endpoint is right."),
        TaskCanceledException => new(FailureKind.Unavailable, $"{Capital(what)} did not answer in time; this is tried again."),
        HttpRequestException http when IsUnreached(http) => new(
            FailureKind.Unavailable, $"{Capital(what)} cannot be reached; this is tried again. See whether {setting}:Endpoint is right and the server runs."),
        HttpRequestException or IOException => new(FailureKind.Unavailable, $"{Capital(what)} broke off; this is tried again."),
        _ => new(FailureKind.Unreadable, $"{Capital(what)} answered something that is not what was asked for: see whether {setting}:Endpoint is right."),
    };

    /// <summary>Nobody there, or nobody who could be spoken to.</summary>
    private static bool IsUnreached(HttpRequestException error) => error.HttpRequestError is HttpRequestError.ConnectionError
        or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static Failure OfAnswer(ClientResultException error, string what, string setting, DateTimeOffset now) => error.Status switch
    {
        0 => new(FailureKind.Unavailable, $"{Capital(what)} broke off; this is tried again."),
        401 or 403 => new(FailureKind.Misconfigured, $"{Capital(what)} refuses the key ({error.Status}): correct {setting}:ApiKey."),
        404 => new(FailureKind.Misconfigured, $"{Capital(what)} knows no such model or address (404): correct them in the section {setting} of the settings."),
        413 => new(FailureKind.Unreadable, $"{Capital(what)} takes no upload of this size (413)."),
        429 when CodeOf(error) is "insufficient_quota" => new(
            FailureKind.Misconfigured, $"{Capital(what)} says that the account has no credit left (429): see to that, then try again."),
        429 => new(FailureKind.RateLimited, $"{Capital(what)} asks to wait (429).", WaitOf(error, now)),
        >= 500 and var status => new(
            FailureKind.Unavailable, $"{Capital(what)} is in trouble ({status.ToString(CultureInfo.InvariantCulture)}); this is tried again.", WaitOf(error, now)),
        >= 300 and < 400 => new(FailureKind.Misconfigured, $"{Capital(what)} leads elsewhere, which is not followed: correct {setting}:Endpoint."),
        var status => new(
            FailureKind.Unreadable, $"{Capital(what)} refuses what it was sent ({status.ToString(CultureInfo.InvariantCulture)})."),
    };

    /// <summary>The server's own word for what is wrong, such as <c>context_length_exceeded</c>; null when it gives none.</summary>
    public static string? CodeOf(ClientResultException error)
    {
        try
        {
            using var body = JsonDocument.Parse(error.GetRawResponse()?.Content?.ToMemory() ?? default);
            var code = body.RootElement.Member("error");
            return code.TextOf("code") ?? code.TextOf("type");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether the question does not fit the model's context, in the words of OpenAI, llama.cpp or vLLM.</summary>
    public static bool IsTooLong(ClientResultException error) =>
        error.Status is 400 && (CodeOf(error) is "context_length_exceeded" or "exceed_context_size_error" || Names(error, "maximum context length"));

    /// <summary>Whether the server's refusal holds these words.</summary>
    public static bool Names(ClientResultException error, string words) =>
        error.GetRawResponse()?.Content?.ToString().Contains(words, StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>Milliseconds, seconds or a moment (RFC 9110, 10.2.3), whichever is there.</summary>
    private static DateTimeOffset? WaitOf(ClientResultException error, DateTimeOffset now)
    {
        if (error.GetRawResponse()?.Headers is not { } headers)
        {
            return null;
        }

        if (headers.TryGetValue("retry-after-ms", out var text) && Number(text) is { } milliseconds)
        {
            return now + Bounded(TimeSpan.FromMilliseconds(milliseconds));
        }

        if (!headers.TryGetValue("Retry-After", out text))
        {
            return null;
        }

        return Number(text) is { } seconds ? now + Bounded(TimeSpan.FromSeconds(seconds))
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? now + Bounded(moment - now)
            : null;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 1e9 ? number : null;

    private static TimeSpan Bounded(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;

    private static string Capital(string what) => char.ToUpperInvariant(what[0]) + what[1..];
}
