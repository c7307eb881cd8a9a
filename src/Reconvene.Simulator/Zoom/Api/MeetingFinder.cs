using System.Globalization;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Api;

/// <summary>Finds the meeting that a path names by number or UUID.</summary>
internal sealed class MeetingFinder(World world, SimulatorSwitches switches)
{
    public (MeetingInstance? Meeting, ZoomError? Error) Find(Call call)
    {
        var once = call.Segment("meeting");
        if (long.TryParse(once, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return OrMissing(world.FindLatest(number), once, call);
        }

        // Zoom's front decodes once before it routes: such a UUID must arrive encoded twice, else its slash ends the segment.
        if (NeedsTwo(once) && !switches.AcceptSlashUuidEncodedOnce)
        {
            return (null, ZoomError.UnknownRoute);
        }

        return OrMissing(world.FindByUuid(once) ?? world.FindByUuid(Uri.UnescapeDataString(once)), once, call);
    }

    private static bool NeedsTwo(string uuid) => uuid.StartsWith('/') || uuid.Contains("//", StringComparison.Ordinal);

    /// <summary>What the token does not reach is not there.</summary>
    private static (MeetingInstance? Meeting, ZoomError? Error) OrMissing(MeetingInstance? meeting, string named, Call call) =>
        meeting is not null && call.Viewer.Sees(meeting) ? (meeting, null) : (null, ZoomError.NoMeeting(named));
}
