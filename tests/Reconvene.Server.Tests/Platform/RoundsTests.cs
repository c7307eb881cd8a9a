using Microsoft.Extensions.Logging.Abstractions;
using Reconvene.Server.Platform;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform;

public sealed class RoundsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_round_that_fails_is_followed_by_the_next()
    {
        var clock = new TestClock();
        using var rounds = new Failing(clock);
        await rounds.StartAsync(CancellationToken.None);

        Assert.Equal(1, await rounds.NextAsync().WaitAsync(Limit));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, await rounds.NextAsync().WaitAsync(Limit));
        Assert.False(rounds.ExecuteTask!.IsCompleted);

        await rounds.StopAsync(CancellationToken.None);
        Assert.True(rounds.ExecuteTask!.IsCompleted);
    }

    private sealed class Failing(TimeProvider time)
        : Rounds(TimeSpan.FromHours(1), isFirstAtOnce: true, time, NullLogger.Instance)
    {
        private readonly SemaphoreSlim _begun = new(0);
        private int _rounds;

        protected override string What => "failing";

        /// <summary>The number of the next round, once it has begun.</summary>
        public async Task<int> NextAsync()
        {
            await _begun.WaitAsync();
            return _rounds;
        }

        public override void Dispose()
        {
            _begun.Dispose();
            base.Dispose();
        }

        protected override Task RoundAsync(CancellationToken cancellation)
        {
            _rounds++;
            _begun.Release();
            throw new InvalidCastException("Of this round alone.");
        }
    }
}
