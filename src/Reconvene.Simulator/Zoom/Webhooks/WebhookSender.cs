using System.Text;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Wire;
using Reconvene.Simulator.Zoom.Apps;

namespace Reconvene.Simulator.Zoom.Webhooks;

/// <summary>Sends events one after the other, signed, and tries again as Zoom does: 5, then 20, then 60 minutes later.</summary>
internal sealed class WebhookSender(
    SimulatorClock clock, Agenda agenda, SimulatorSwitches switches, int seed) : IAsyncDisposable
{
    private static readonly TimeSpan[] Waits = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(60)];

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly List<WebhookDelivery> _deliveries = [];
    private readonly SeededRandom _random = SeededRandom.For(seed, "webhooks");
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private Task _background = Task.CompletedTask;

    public IReadOnlyList<WebhookDelivery> Deliveries
    {
        get
        {
            lock (_gate)
            {
                return [.. _deliveries];
            }
        }
    }

    /// <summary>The first attempt; null when the app gets no events.</summary>
    public async Task<WebhookDelivery?> SendAsync(ZoomApp app, string body, CancellationToken cancellation)
    {
        if (app.WebhookTarget is not { } target || switches.MuteWebhooks)
        {
            return null;
        }

        return await AttemptAsync(new Letter(app, NameOf(body), body, 1, null, clock.GetUtcNow()), target, cancellation);
    }

    public Task<WebhookDelivery?> SendAsync(ZoomApp app, JsonObject body, CancellationToken cancellation) =>
        SendAsync(app, CompactJson.Write(body), cancellation);

    /// <summary>Sends in the background, after what was asked before.</summary>
    public void SendLater(IEnumerable<ZoomApp> apps, JsonObject body)
    {
        var text = CompactJson.Write(body);
        lock (_gate)
        {
            foreach (var app in apps)
            {
                var before = _background;
                _background = SendAfterAsync(before, app, text);
            }
        }
    }

    /// <summary>Waits until the background has sent everything.</summary>
    public Task IdleAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _background.WaitAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _background.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _turn.Dispose();
        _stopping.Dispose();
    }

    private async Task SendAfterAsync(Task before, ZoomApp app, string body)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await SendAsync(app, body, _stopping.Token);
    }

    private async Task<WebhookDelivery> AttemptAsync(Letter letter, Uri target, CancellationToken cancellation)
    {
        var timestamp = letter.Timestamp is { } first && switches.RetriesKeepTimestamp
            ? first
            : WebhookSigner.Timestamp(clock.GetUtcNow(), switches.WebhookTimestampInMilliseconds);
        await _turn.WaitAsync(cancellation);
        WebhookDelivery delivery;
        try
        {
            delivery = await PostAsync(letter with { Timestamp = timestamp }, target, cancellation);
            lock (_gate)
            {
                delivery = delivery with { Number = _deliveries.Count + 1 };
                _deliveries.Add(delivery);
            }
        }
        finally
        {
            _turn.Release();
        }

        PlanRetry(letter with { Timestamp = timestamp }, delivery);
        return delivery;
    }

    private async Task<WebhookDelivery> PostAsync(Letter letter, Uri target, CancellationToken cancellation)
    {
        var delivery = new WebhookDelivery
        {
            Event = letter.Event,
            ClientId = letter.App.ClientId,
            Attempt = letter.Attempt,
            At = clock.GetUtcNow(),
            Target = target,
            Timestamp = letter.Timestamp!,
            Signature = WebhookSigner.Sign(letter.App.WebhookSecret, letter.Timestamp!, letter.Body),
            TrackingId = "WEB_" + TrackingId(),
            Body = letter.Body,
        };
        using var request = RequestOf(delivery, target);

        // The receiver's time is real time, whatever the clock of the world says.
        using var late = new CancellationTokenSource(switches.WebhookTimeout, TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var answer = await _http.SendAsync(request, both.Token);
            var text = await answer.Content.ReadAsStringAsync(both.Token);
            return delivery with { Status = (int)answer.StatusCode, Answer = text };
        }
        catch (Exception failure) when (failure is HttpRequestException or System.Net.Sockets.SocketException)
        {
            // The second is thrown bare when the other side dies while it is being connected to.
            return delivery with { Error = failure.Message };
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return delivery with { Error = $"No answer within {switches.WebhookTimeout.TotalSeconds} s." };
        }
    }

    private static HttpRequestMessage RequestOf(WebhookDelivery delivery, Uri target)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, target)
        {
            Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("x-zm-request-timestamp", delivery.Timestamp);
        request.Headers.Add("x-zm-signature", delivery.Signature);
        request.Headers.Add("x-zm-trackingid", delivery.TrackingId);
        request.Headers.UserAgent.ParseAdd("Zoom-Marketplace/1.0a");
        return request;
    }

    /// <summary>Server errors and silence are tried again; a redirect or a client error is final.</summary>
    private void PlanRetry(Letter letter, WebhookDelivery delivery)
    {
        if (delivery.Status is < 500 || letter.Attempt > Waits.Length)
        {
            return;
        }

        // Counted from when it was due, so that one big step of the clock passes through all of them.
        var due = letter.DueAt + Waits[letter.Attempt - 1];
        agenda.Add(due, cancellation =>
            letter.App.WebhookTarget is { } target && !switches.MuteWebhooks
                ? AttemptAsync(letter with { Attempt = letter.Attempt + 1, DueAt = due }, target, cancellation)
                : Task.CompletedTask);
    }

    private string TrackingId()
    {
        lock (_gate)
        {
            return Convert.ToHexStringLower(_random.Bytes(16));
        }
    }

    private static string NameOf(string body)
    {
        try
        {
            return JsonNode.Parse(body)?["event"]?.ToString() ?? "";
        }
        catch (Exception broken) when (broken is System.Text.Json.JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    private sealed record Letter(ZoomApp App, string Event, string Body, int Attempt, string? Timestamp, DateTimeOffset DueAt);
}
