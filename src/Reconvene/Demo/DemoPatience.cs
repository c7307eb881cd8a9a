namespace Reconvene.Demo;

/// <summary>Waits until nothing is under way any more.</summary>
internal sealed class DemoPatience(DemoApi api, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    // A recording is held for a moment between two steps, so one quiet look is not the end.
    private const int QuietLooks = 5;

    /// <summary>The recordings as they stand at the end.</summary>
    /// <param name="expectedUuid">A meeting that must be among them.</param>
    /// <param name="tell">Told how many are still under way each time that changes.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public async Task<IReadOnlyList<DemoRecording>> SettledAsync(
        string expectedUuid, Action<int> tell, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var (quiet, before, told) = (0, "", -1);
        while (true)
        {
            var now = await api.RecordingsAsync(cancellation);
            var open = now.Count(recording => recording.IsUnderWay);
            var picture = string.Join(';', now.Select(recording => $"{recording.Id} {recording.State} {recording.FileCount}"));
            var isQuiet = open is 0 && picture == before && now.Any(recording => recording.MeetingUuid == expectedUuid);
            quiet = isQuiet ? quiet + 1 : 0;
            before = picture;
            if (quiet >= QuietLooks)
            {
                return now;
            }

            if (time.GetElapsedTime(began) > Longest)
            {
                throw new CommandFailedException(
                    $"After {Longest.TotalSeconds:0} s {open} recordings are still under way: run `reconvene demo` without --once and look at them.");
            }

            if (open != told)
            {
                told = open;
                tell(open);
            }

            await Task.Delay(BetweenLooks, time, cancellation);
        }
    }
}
