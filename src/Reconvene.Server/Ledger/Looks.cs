using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Ledger;

/// <summary>
/// When a recording is looked at again for what Zoom makes late: transcript, chat, summary. Counted from the moment it was
/// first seen, since Zoom begins to make files only after the meeting. One that had ended three days before that, and of
/// which nothing is still being made, has all it will ever have.
/// </summary>
internal static class Looks
{
    private static readonly TimeSpan[] At =
        [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(3)];

    /// <summary>How many looks there are.</summary>
    public static int Count => At.Length;

    /// <summary>What is listed again after it was away is looked at again once, and then as planned.</summary>
    public static TimeSpan Soon => At[0];

    /// <summary>The first look; null when none is needed.</summary>
    public static DateTimeOffset? First(ZoomRecording listed, DateTimeOffset seenAt) =>
        EndOf(listed) <= seenAt - At[^1] && listed.EveryFile().All(file => file.IsReady) ? null : seenAt + At[0];

    /// <summary>How many looks are done after one more, and when the next is. Those that were slept through are one.</summary>
    public static (int Done, DateTimeOffset? Next) After(int done, DateTimeOffset seenAt, DateTimeOffset now)
    {
        var next = done + 1;
        while (next < At.Length && seenAt + At[next] <= now)
        {
            next++;
        }

        return next < At.Length ? (next, seenAt + At[next]) : (At.Length, null);
    }

    /// <summary>When the recording ended, as well as its listing tells.</summary>
    public static DateTimeOffset? EndOf(ZoomRecording listed) =>
        listed.EveryFile().Max(file => file.RecordingEndAt)
        ?? listed.StartAt?.AddMinutes(Math.Max(0, listed.DurationMinutes ?? 0));
}
