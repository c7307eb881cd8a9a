using System.Text.Json;
using Reconvene.Server.Webhooks.Inbox;
using Reconvene.Server.ZoomApps;
using Reconvene.Zoom.Webhooks;

namespace Reconvene.Server.Webhooks.Intake;

/// <summary>Proves what came, then answers Zoom's question, or stores the event. Nothing is acted on here.</summary>
internal sealed class TakeWebhook(
    ProveSender prove, BadSignatures badSignatures, WebhookInbox inbox, ZoomAppSightings sightings, WebhookMetrics metrics,
    TimeProvider time)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>Judged by the headers alone, before the body is read: a sender that floods costs no more than that.</summary>
    public IntakeOutcome? RefuseUnread(SignedRequest request)
    {
        if (badSignatures.WaitOf(request.Sender) is not { } wait || prove.CouldBeProven(request))
        {
            return null;
        }

        metrics.Refused("flooding");
        return new IntakeOutcome.Flooding(wait);
    }

    public async Task<IntakeOutcome> RunAsync(
        SignedRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var limited = badSignatures.WaitOf(request.Sender) is not null;
        var proof = await prove.RunAsync(request, body, mayRefresh: !limited, cancellation);
        if (proof.App is null)
        {
            return Refuse(request, proof.Verdict);
        }

        return Read(body) switch
        {
            WebhookReading.Read { Envelope.Event: UrlValidation.EventName } read => Answer(proof, read.Envelope),
            WebhookReading.Read read => await StoreAsync(proof, body, read.Envelope, null, cancellation),
            WebhookReading.Unreadable unreadable when IsJson(body) =>
                await StoreAsync(proof, body, null, unreadable.Reason, cancellation),
            WebhookReading.Unreadable unreadable => NotJson(unreadable.Reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // Half of a surrogate pair in a key is good JSON, and the parser's search for keys given twice throws on it.
    private static WebhookReading Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return WebhookReader.Read(body);
        }
        catch (InvalidOperationException)
        {
            return new WebhookReading.Unreadable("A key of the body is no text: an event object was expected.");
        }
    }

    private static bool IsJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private IntakeOutcome Refuse(SignedRequest request, WebhookVerdict verdict)
    {
        // Old, but signed: the sender knows the secret, or repeats one who did. That is no guessing.
        if (verdict is WebhookVerdict.OutsideWindow)
        {
            metrics.Refused("outside_window");
            return new IntakeOutcome.NotProven();
        }

        if (badSignatures.Count(request.Sender) is { } wait)
        {
            metrics.Refused("flooding");
            return new IntakeOutcome.Flooding(wait);
        }

        metrics.Refused(verdict switch
        {
            WebhookVerdict.Missing => "missing_headers",
            WebhookVerdict.Malformed => "malformed_headers",
            _ => "not_proven",
        });
        return new IntakeOutcome.NotProven();
    }

    private IntakeOutcome.NotJson NotJson(string reason)
    {
        metrics.Refused("not_json");
        return new IntakeOutcome.NotJson(reason);
    }

    private IntakeOutcome Answer(Proof proof, WebhookEnvelope envelope)
    {
        if (UrlValidation.TryAnswer(envelope.PlainToken, proof.Secret) is not { } answer)
        {
            metrics.Refused("bad_challenge");
            return new IntakeOutcome.BadChallenge();
        }

        sightings.CrcAnswered(proof.App!, time.GetUtcNow());
        metrics.ChallengeAnswered();
        return new IntakeOutcome.Answered(answer);
    }

    private async Task<IntakeOutcome> StoreAsync(
        Proof proof, ReadOnlyMemory<byte> body, WebhookEnvelope? envelope, string? reason, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        switch (await inbox.StoreAsync(proof, body, envelope, reason, cancellation))
        {
            case Stored.New:
                metrics.Accepted(time.GetElapsedTime(begun));
                if (reason is not null)
                {
                    // Nobody looks at it again.
                    metrics.Handled("kept");
                }

                break;
            case Stored.Before:
                metrics.Duplicate();
                break;
            default:
                metrics.Refused("not_stored");
                return new IntakeOutcome.NotStored();
        }

        sightings.EventTaken(proof.App!, time.GetUtcNow());
        return new IntakeOutcome.Taken();
    }
}
