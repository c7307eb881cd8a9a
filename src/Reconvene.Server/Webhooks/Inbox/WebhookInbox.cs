using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Secrets;
using Reconvene.Server.Webhooks.Intake;
using Reconvene.Zoom.Webhooks;

namespace Reconvene.Server.Webhooks.Inbox;

/// <summary>Where proven events are put before Zoom is answered, many in one transaction.</summary>
internal sealed partial class WebhookInbox
{
    private const int LargestGroup = 200;
    private const int LongestText = 200;
    private const string Nameless = "(unreadable)";

    private readonly WebhookStore _store;
    private readonly Sealer _sealer;
    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<WebhookInbox> _logger;
    private readonly GroupCommit<InboxRow, Stored> _commits;

    public WebhookInbox(
        WebhookStore store, Sealer sealer, IOptions<WebhookOptions> options, TimeProvider time, ILogger<WebhookInbox> logger)
    {
        _store = store;
        _sealer = sealer;
        _options = options.Value;
        _time = time;
        _logger = logger;
        Arrival = new Signal(time);
        _commits = new(
            new GroupCommitLimits(_options.QueueLength, _options.QueueBytes, LargestGroup),
            row => row.BodySealed.Length,
            WriteAsync);
    }

    /// <summary>Given when new events are there to be handled.</summary>
    public Signal Arrival { get; }

    public static SealedPlace BodyPlace(byte[] hash) => new("webhook_events", "body_sealed", Convert.ToHexStringLower(hash));

    /// <summary>Runs the one writer.</summary>
    public Task RunAsync(CancellationToken stopping) => _commits.RunAsync(stopping);

    /// <summary>Stores a proven event; the answer comes when it is durable, or when it has waited too long.</summary>
    public async Task<Stored> StoreAsync(
        Proof proof, ReadOnlyMemory<byte> body, WebhookEnvelope? envelope, string? unreadable, CancellationToken cancellation)
    {
        try
        {
            var row = await RowAsync(proof, body, envelope, unreadable, cancellation);
            return _commits.TryAdd(row, out var waiting)
                ? await waiting.WaitAsync(_options.StoreWithin, _time, cancellation)
                : Stored.No;
        }
        catch (TimeoutException)
        {
            // It may yet be stored: then Zoom's retry is a duplicate.
            return Stored.No;
        }
        catch (DbException error)
        {
            Log.NotStored(_logger, 1, error);
            return Stored.No;
        }
    }

    // What the database refuses in a text (NUL, half a surrogate pair) stands in the sealed body as it came.
    private static string? Fit(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var fit = new StringBuilder(Math.Min(text.Length, LongestText));
        foreach (var rune in text.EnumerateRunes())
        {
            if (fit.Length + rune.Utf16SequenceLength > LongestText)
            {
                break;
            }

            fit.Append((Rune.IsControl(rune) ? Rune.ReplacementChar : rune).ToString());
        }

        return fit.ToString();
    }

    private async Task<InboxRow> RowAsync(
        Proof proof, ReadOnlyMemory<byte> body, WebhookEnvelope? envelope, string? unreadable, CancellationToken cancellation)
    {
        var app = proof.App!;
        var hash = SHA256.HashData(body.Span);
        return new InboxRow
        {
            Tenant = app.Tenant,
            App = app.Id,
            BodyHash = hash,
            Event = Fit(envelope?.Event) ?? Nameless,
            EventAt = envelope?.EventAt,
            AccountId = Fit(envelope?.AccountId),
            SecretNumber = proof.SecretNumber,
            ReceivedAt = _time.GetUtcNow(),
            KeptBecause = unreadable,
            BodySealed = await _sealer.SealAsync(app.Tenant, BodyPlace(hash), body, cancellation),
        };
    }

    private async Task<IReadOnlyList<Stored>> WriteAsync(IReadOnlyList<InboxRow> rows, CancellationToken cancellation)
    {
        try
        {
            var stored = await _store.InsertAsync(rows, cancellation);
            Arrival.Give();
            return stored;
        }
        catch (DbException error) when (error.IsUnavailable())
        {
            Log.NotStored(_logger, rows.Count, error);
            return [.. rows.Select(_ => Stored.No)];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Count} webhook events could not be stored; Zoom was told to send them again")]
        public static partial void NotStored(ILogger logger, int count, Exception error);
    }
}
