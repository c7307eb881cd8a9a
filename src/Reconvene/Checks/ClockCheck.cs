using System.Globalization;

namespace Reconvene.Checks;

/// <summary>A clock behind the program's own birth is wrong for certain; nothing is asked over the network.</summary>
internal sealed class ClockCheck(TimeProvider time) : ICheck
{
    public Task<CheckResult> RunAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var built = new DateTimeOffset(File.GetLastWriteTimeUtc(typeof(ClockCheck).Assembly.Location), TimeSpan.Zero);
        var said = now.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        return Task.FromResult(now < built
            ? new CheckResult(
                "clock",
                CheckState.Red,
                $"{said} is before this program was built.",
                "Set the clock (timedatectl set-ntp true): Zoom's events are refused when it is off by more than minutes.")
            : new CheckResult("clock", CheckState.Ok, said));
    }
}
