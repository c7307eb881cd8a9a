using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Secrets;
using Reconvene.Server.Webhooks.Inbox;
using Reconvene.Zoom.Webhooks;

namespace Reconvene.Server.Webhooks.Pump;

/// <summary>Opens one event and gives it to every handler of its name.</summary>
internal sealed partial class HandleEvent(
    IEnumerable<IWebhookHandler> handlers, Sealer sealer, TimeProvider time, ILogger<HandleEvent> logger)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    // Zoom's documents and its older apps name it both ways.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["meeting.recording_completed"] = "recording.completed",
    };

    private readonly ILookup<string, IWebhookHandler> _handlers = handlers
        .SelectMany(handler => handler.Events.Select(name => (name, handler)))
        .ToLookup(pair => pair.name, pair => pair.handler, StringComparer.Ordinal);

    /// <summary>Never throws for what the event is or what a handler does; only when the database is away.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Worker loop: one event's trouble must not be another's.")]
    public async Task<WebhookOutcome> RunAsync(PumpRow row, Work work, CancellationToken cancellation)
    {
        var name = Aliases.GetValueOrDefault(row.Event, row.Event);
        if (!_handlers.Contains(name))
        {
            return new WebhookOutcome.Kept("Nothing here acts on events of this name.");
        }

        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await OpenAsync(row, name, work, either.Token);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && !MeansAway(error))
        {
            Log.Threw(logger, row.Id.Value, row.Event, error);
            return new WebhookOutcome.Failed(
                new Failure(FailureKind.Unavailable, $"Handling it failed ({error.GetType().Name}): see the log."));
        }
    }

    private static bool MeansAway(Exception error) => error is DbException database && database.IsUnavailable();

    private async Task<WebhookOutcome> OpenAsync(PumpRow row, string name, Work work, CancellationToken cancellation)
    {
        byte[] body;
        try
        {
            body = await sealer.OpenAsync(
                row.TenantId, WebhookInbox.BodyPlace(row.BodyHash), row.BodySealed, cancellation);
        }
        catch (CryptographicException)
        {
            return new WebhookOutcome.Kept("Its sealed body does not open: it was moved or damaged.");
        }

        if (WebhookReader.Read(body) is not WebhookReading.Read { Envelope: var envelope })
        {
            return new WebhookOutcome.Kept("Its body is not readable as an event.");
        }

        using var document = JsonDocument.Parse(body);
        return await GiveAsync(
            new(row.Id, row.ZoomAppId, row.TenantId, name, row.ReceivedAt, envelope, document.RootElement),
            work,
            cancellation);
    }

    // One failure undoes them all; else one effect is enough to call it done.
    private async Task<WebhookOutcome> GiveAsync(WebhookEvent webhookEvent, Work work, CancellationToken cancellation)
    {
        WebhookOutcome? outcome = null;
        foreach (var handler in _handlers[webhookEvent.Name])
        {
            var next = await handler.HandleAsync(webhookEvent, work, cancellation);
            if (next is WebhookOutcome.Failed)
            {
                return next;
            }

            outcome = outcome is WebhookOutcome.Done ? outcome : next is WebhookOutcome.Done ? next : outcome ?? next;
        }

        return outcome!;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Handling webhook event {WebhookEventId} ({Event}) threw")]
        public static partial void Threw(ILogger logger, long webhookEventId, string @event, Exception error);
    }
}
