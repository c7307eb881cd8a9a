using Microsoft.Extensions.Options;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform;

namespace Reconvene.Server.Tests.Jobs;

public sealed class FailurePolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Failure Away = new(FailureKind.Unavailable, "Zoom is away.");

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(5, 160)]
    [InlineData(11, 3600)]
    public void The_wait_doubles_up_to_an_hour(int attempts, int longestSeconds)
    {
        var shortest = Policy(0).NextAttempt(Away, attempts, unexpected: false, Now);
        var longest = Policy(1).NextAttempt(Away, attempts, unexpected: false, Now);

        Assert.Equal(Now.AddSeconds(5), shortest);
        Assert.Equal(Now.AddSeconds(longestSeconds), longest);
    }

    [Fact]
    public void It_ends_after_twelve_failures_after_three_of_ours_and_at_once_when_waiting_cannot_help()
    {
        var policy = Policy(0);

        Assert.NotNull(policy.NextAttempt(Away, 11, unexpected: false, Now));
        Assert.Null(policy.NextAttempt(Away, 12, unexpected: false, Now));
        Assert.Null(policy.NextAttempt(Away, 3, unexpected: true, Now));
        Assert.Null(policy.NextAttempt(new Failure(FailureKind.Gone, "Gone."), 1, unexpected: false, Now));
    }

    [Fact]
    public void A_limit_that_says_when_it_ends_never_ends_the_job()
    {
        var named = new Failure(FailureKind.RateLimited, "The day's calls are used up.", Now.AddHours(15));
        var vague = new Failure(FailureKind.RateLimited, "Slower.");

        Assert.Equal(Now.AddHours(15), Policy(0).NextAttempt(named, 500, unexpected: false, Now));
        Assert.False(FailurePolicy.Counts(named));
        Assert.Null(Policy(0).NextAttempt(vague, 12, unexpected: false, Now));
        Assert.True(FailurePolicy.Counts(vague));
    }

    [Fact]
    public void It_says_itself_in_a_sentence() => Assert.Equal(
        "Waits as long as the other side says, else 0:00:05 and up to twice as long each time (at most 1:00:00, at random); given up after 12 failures without progress (a limit that says when it ends is none), after 3 faults of this program, after 5 starts that ended the process, and at once when waiting cannot help.",
        Policy(0).ToString());

    private static FailurePolicy Policy(double jitter) => new(Options.Create(new JobsOptions()), () => jitter);
}
