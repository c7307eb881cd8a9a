using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Webhooks.Pump;

/// <summary>
/// Moves new events to their handlers, oldest first, a batch in one transaction: effect and mark are committed together.
/// </summary>
internal sealed partial class WebhookPump(
    Database database, PumpStore store, HandleEvent handle, WebhookMetrics metrics, IOptions<WebhookOptions> options,
    TimeProvider time, ILogger<WebhookPump> logger) : IDisposable
{
    private const int Batch = 50;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Handles everything that is due now.</summary>
    /// <returns>How many events were marked.</returns>
    public async Task<int> DrainAsync(CancellationToken cancellation)
    {
        // One at a time in a node, so that "nothing left" does not mean "the other one has it".
        await _turn.WaitAsync(cancellation);
        try
        {
            var handled = 0;
            while (await BatchAsync(cancellation) is > 0 and var more)
            {
                handled += more;
            }

            return handled;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<int> BatchAsync(CancellationToken cancellation)
    {
        try
        {
            return (await TryAsync(0, Batch, cancellation)).Count;
        }
        catch (DbException error) when (error.IsUnavailable())
        {
            // Away for everyone, or one event makes it look so (a deadlock, a statement that takes too long).
            Log.BatchFailed(logger, error);
            return await OneByOneAsync(cancellation);
        }
    }

    private async Task<int> OneByOneAsync(CancellationToken cancellation)
    {
        var handled = 0;
        long after = 0;
        while (handled < Batch)
        {
            try
            {
                var (count, last) = await TryAsync(after, 1, cancellation);
                if (count is 0)
                {
                    break;
                }

                after = last;
            }
            catch (DbException error) when (error.IsUnavailable())
            {
                after = await PostponeNextAsync(after, cancellation);
            }

            handled++;
        }

        return handled;
    }

    private async Task<(int Count, long Last)> TryAsync(long after, int most, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var rows = await store.TakeAsync(work, after, most, cancellation);
        var outcomes = new List<string>(rows.Count);
        foreach (var row in rows)
        {
            outcomes.Add(await HandleAsync(row, work, cancellation));
        }

        await work.CommitAsync(cancellation);
        outcomes.ForEach(metrics.Handled);
        return (rows.Count, rows.Count is 0 ? after : rows[^1].Id.Value);
    }

    private async Task<string> HandleAsync(PumpRow row, Work work, CancellationToken cancellation)
    {
        await store.SetAsideAsync(work, cancellation);
        var outcome = await handle.RunAsync(row, work, cancellation);
        if (outcome is WebhookOutcome.Failed)
        {
            await store.TakeBackAsync(work, cancellation);
        }

        await store.ReleaseAsync(work, cancellation);
        switch (outcome)
        {
            case WebhookOutcome.Done:
                await store.EndAsync(work, row, "done", null, cancellation);
                return "done";
            case WebhookOutcome.Kept kept:
                await store.EndAsync(work, row, "kept", kept.Reason, cancellation);
                return "kept";
            case WebhookOutcome.Failed failed:
                return await FailAsync(row, failed.Failure, work, cancellation);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<string> FailAsync(PumpRow row, Failure failure, Work work, CancellationToken cancellation)
    {
        var attempts = row.Attempts + 1;
        if (!failure.IsRetryable || attempts >= options.Value.HandlingAttempts)
        {
            Log.GivenUp(logger, row.Id.Value, row.Event, attempts, failure.Reason);
            await store.EndAsync(work, row, "kept", $"Given up after {attempts} tries: {failure.Reason}", cancellation);
            return "given_up";
        }

        var notBefore = time.GetUtcNow() + Wait(attempts);
        notBefore = failure.NotBefore > notBefore ? failure.NotBefore.Value : notBefore;
        Log.Postponed(logger, row.Id.Value, row.Event, notBefore, failure.Reason);
        await store.PostponeAsync(work, row, failure.Reason, notBefore, cancellation);
        return "postponed";
    }

    private static TimeSpan Wait(int attempts)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(attempts - 1, 20));
        return wait < LongestWait ? wait : LongestWait;
    }

    // Throws when the database is really away: then nothing is counted against the event.
    private async Task<long> PostponeNextAsync(long after, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var rows = await store.TakeAsync(work, after, 1, cancellation);
        if (rows is not [var row])
        {
            return long.MaxValue;
        }

        var failure = new Failure(FailureKind.Unavailable, "Handling it made the database fail: see the log.");
        metrics.Handled(await FailAsync(row, failure, work, cancellation));
        await work.CommitAsync(cancellation);
        return row.Id.Value;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A batch of webhook events was rolled back; its events are handled one by one")]
        public static partial void BatchFailed(ILogger logger, Exception error);

        [LoggerMessage(LogLevel.Warning, "Webhook event {WebhookEventId} ({Event}) is tried again at {NotBefore}: {Reason}")]
        public static partial void Postponed(
            ILogger logger, long webhookEventId, string @event, DateTimeOffset notBefore, string reason);

        [LoggerMessage(LogLevel.Error, "Webhook event {WebhookEventId} ({Event}) is kept unhandled after {Attempts} tries: {Reason}")]
        public static partial void GivenUp(ILogger logger, long webhookEventId, string @event, int attempts, string reason);
    }
}
