namespace Reconvene.Server.Platform;

/// <summary>
/// Something that is done again and again while the server lives. A round that fails is logged and ends nothing: the next
/// one tries again.
/// </summary>
/// <param name="interval">From one round to the next.</param>
/// <param name="isFirstAtOnce">Whether the first is done at the start, and not after the first interval.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Of whoever does it.</param>
internal abstract partial class Rounds(TimeSpan interval, bool isFirstAtOnce, TimeProvider time, ILogger logger)
    : BackgroundService
{
    protected TimeProvider Time => time;

    /// <summary>What a round does, in words that follow "could not be done:".</summary>
    protected abstract string What { get; }

    protected abstract Task RoundAsync(CancellationToken cancellation);

    /// <summary>One round, whose trouble stays in it.</summary>
    protected Task TryAsync(CancellationToken cancellation) => TryAsync(RoundAsync, cancellation);

    /// <summary>A part of a round whose trouble must not hold up the other parts, such as what is done for one tenant.</summary>
    protected async Task TryAsync(Func<CancellationToken, Task> act, CancellationToken cancellation)
    {
        try
        {
            await act(cancellation);
        }
#pragma warning disable CA1031 // The boundary of a loop: one round's trouble must not end the server.
        catch (Exception error) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.Failed(logger, What, interval, error);
        }
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        if (isFirstAtOnce)
        {
            await TryAsync(stoppingToken);
        }

        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryAsync(stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What is done every {Interval} could not be done: {What}; the next round tries again")]
        public static partial void Failed(ILogger logger, string what, TimeSpan interval, Exception error);
    }
}
