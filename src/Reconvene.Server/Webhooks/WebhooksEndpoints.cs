using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Webhooks;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Webhooks.Intake;

namespace Reconvene.Server.Webhooks;

internal static class WebhooksEndpoints
{
    private const string RetryAfter = "5";

    public static void Map(WebApplication app)
    {
        var intake = app.MapGroup("/webhooks/zoom").WithTags("Webhooks").AllowAnonymous();
        intake.MapGet("/", Alive).WithName("ProbeWebhooks");
        intake.MapGet("/{app}", Alive).WithName("ProbeWebhooksOfApp");
        intake.MapPost("/", Take).WithName("TakeWebhook");
        intake.MapPost("/deauth", Take).WithName("TakeDeauthorization");
        intake.MapPost("/{app}", TakeForApp).WithName("TakeWebhookOfApp");

        app.MapGroup("/api/v1/webhook-events").WithTags("Webhooks").RequireAuthorization(Policies.Owner)
            .MapGet("/", List).WithName("ListWebhookEvents");
    }

    /// <summary>Tells that events may be sent here.</summary>
    internal static Ok<WebhookReceipt> Alive() => TypedResults.Ok(new WebhookReceipt(true));

    /// <summary>Lists the events that Zoom sent, newest first, without their bodies.</summary>
    internal static async Task<Results<Ok<Page<WebhookEventView>>, ProblemHttpResult>> List(
        int? limit, string? cursor, Caller caller, WebhookEventQueries queries, CancellationToken cancellation) =>
        PageRequest.Read(limit, cursor, out var errors) is { } page
            ? TypedResults.Ok(await queries.ListAsync(caller.Tenant, page, cancellation))
            : Problems.Invalid(errors);

    /// <summary>Takes an event, or answers a URL validation, signed with the secret of any Zoom app of this server.</summary>
    internal static Task<Results<Ok<WebhookReceipt>, Ok<WebhookChallengeAnswer>, ProblemHttpResult>> Take(
        HttpContext context, TakeWebhook take, WebhookMetrics metrics, CancellationToken cancellation) =>
        TakeAsync(null, context, take, metrics, cancellation);

    /// <summary>Takes an event, or answers a URL validation, signed with a secret of the Zoom app that the address names.</summary>
    internal static Task<Results<Ok<WebhookReceipt>, Ok<WebhookChallengeAnswer>, ProblemHttpResult>> TakeForApp(
        string app, HttpContext context, TakeWebhook take, WebhookMetrics metrics, CancellationToken cancellation) =>
        TakeAsync(app, context, take, metrics, cancellation);

    private static async Task<Results<Ok<WebhookReceipt>, Ok<WebhookChallengeAnswer>, ProblemHttpResult>> TakeAsync(
        string? app, HttpContext context, TakeWebhook take, WebhookMetrics metrics, CancellationToken cancellation)
    {
        var headers = context.Request.Headers;
        var request = new SignedRequest(
            app, headers["x-zm-signature"], headers["x-zm-request-timestamp"], context.Connection.RemoteIpAddress);
        if (context.Request.ContentLength > RawBody.LargestBytes)
        {
            return TooLarge(context, metrics);
        }

        if (take.RefuseUnread(request) is { } refused)
        {
            context.Response.Headers.Connection = "close";
            return Answer(context, refused);
        }

        RawBody? body;
        try
        {
            body = await RawBody.ReadAsync(context.Request.Body, cancellation);
        }
        catch (BadHttpRequestException broken)
        {
            return Broken(broken.StatusCode, context, metrics);
        }

        using (body)
        {
            return body is null
                ? TooLarge(context, metrics)
                : Answer(context, await take.RunAsync(request, body.Bytes, cancellation));
        }
    }

    private static ProblemHttpResult Broken(int status, HttpContext context, WebhookMetrics metrics)
    {
        metrics.Refused("broken_off");
        context.Response.Headers.Connection = "close";
        return Problems.Make(
            status, "body_broken_off", "The body came too slowly or not as announced: send all of it at once.");
    }

    private static ProblemHttpResult TooLarge(HttpContext context, WebhookMetrics metrics)
    {
        metrics.Refused("too_large");

        // Else the server would read the rest to save the connection.
        context.Response.Headers.Connection = "close";
        return Problems.Make(
            StatusCodes.Status413PayloadTooLarge,
            "body_too_large",
            $"The body is larger than {RawBody.LargestBytes} bytes: an event of Zoom is smaller.");
    }

    internal static Results<Ok<WebhookReceipt>, Ok<WebhookChallengeAnswer>, ProblemHttpResult> Answer(
        HttpContext context, IntakeOutcome outcome) => outcome switch
        {
            IntakeOutcome.Taken => TypedResults.Ok(new WebhookReceipt(true)),
            IntakeOutcome.Answered { Answer: var answer } =>
                TypedResults.Ok(new WebhookChallengeAnswer(answer.PlainToken, answer.EncryptedToken)),
            IntakeOutcome.BadChallenge => Problems.Malformed(
                "bad_plain_token", "payload.plainToken is not 1 to 100 of A-Z, a-z, 0-9, '_' and '-': it is not signed."),
            IntakeOutcome.NotJson notJson => Problems.Malformed("not_json", notJson.Reason),
            IntakeOutcome.NotProven => Problems.Make(
                StatusCodes.Status401Unauthorized,
                "not_proven",
                "The request is not proven to be Zoom's, or is not of now: check the webhook secret token of the app here and at Zoom, and this server's clock."),
            IntakeOutcome.Flooding flooding => Flooding(context, flooding.Wait),
            IntakeOutcome.NotStored => NotStored(context),
            _ => throw new UnreachableException(),
        };

    private static ProblemHttpResult Flooding(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter =
            Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Problems.Make(
            StatusCodes.Status429TooManyRequests,
            "too_many_bad_signatures",
            "Too many requests from this address were not proven to be Zoom's: wait, and check the webhook secret token.");
    }

    private static ProblemHttpResult NotStored(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfter;
        return Problems.Unavailable("not_stored", "The event could not be stored just now: send it again.");
    }
}

/// <summary>The event is stored, or the address answers.</summary>
/// <param name="Ok">Always true.</param>
internal sealed record WebhookReceipt(bool Ok);

/// <summary>The answer to Zoom's question, in Zoom's own spelling.</summary>
internal sealed record WebhookChallengeAnswer(
    [property: JsonPropertyName("plainToken")] string PlainToken,
    [property: JsonPropertyName("encryptedToken")] string EncryptedToken);
