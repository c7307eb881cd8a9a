using System.Diagnostics.CodeAnalysis;
using Reconvene.Simulator.Control.Worlds;
using Reconvene.Simulator.Zoom.Apps;
using Reconvene.Simulator.Zoom.Faults;
using Reconvene.Simulator.Zoom.Limits;
using Reconvene.Simulator.Zoom.Media;
using Reconvene.Simulator.Zoom.OAuth;
using Reconvene.Simulator.Zoom.Phone.Worlds;
using Reconvene.Simulator.Zoom.Webhooks;
using Reconvene.Simulator.Zoom.Worlds;
using Reconvene.Simulator.Zoom.Worlds.Large;

namespace Reconvene.Simulator.Zoom;

/// <summary>Makes the parts and the world from the options.</summary>
internal static class SimulatorParts
{
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The simulator disposes its state's parts.")]
    public static SimulatorState PutTogether(SimulatorOptions options, string mediaFolder)
    {
        var seed = options.Seed;
        var clock = new SimulatorClock(options.TimeProvider);
        var agenda = new Agenda(clock);
        var media = new MediaLibrary(mediaFolder, seed);
        var maker = new MeetingMaker(media, SeededRandom.For(seed, "meetings"));
        var makerBelow = new MeetingMaker(media, SeededRandom.For(seed, "meetings below"));
        var world = WorldOf(options, clock.GetUtcNow(), media, maker, makerBelow);
        var apps = new AppRegistry(options, world);
        var tokens = new TokenStore(seed, clock, options.Switches);
        var grants = new GrantStore(seed, clock, tokens, apps, options.Switches);
        var webhooks = new WebhookSender(clock, agenda, options.Switches, seed);
        return new SimulatorState(
            options, clock, agenda, world, maker, apps, tokens, grants, new FaultScript(seed), new RequestJournal(), webhooks,
            new RateLimiter(clock, options.Limits), PhoneOf(options, clock.GetUtcNow(), world));
    }

    private static PhoneWorld PhoneOf(SimulatorOptions options, DateTimeOffset now, World world)
    {
        var builder = new PhoneWorldBuilder(options.Seed, now, world);
        return options.World == WorldKind.Large ? builder.Large(options.LargeWorld.Calls, options.LargeWorld.Years) : builder.Small();
    }

    private static World WorldOf(
        SimulatorOptions options, DateTimeOffset now, MediaLibrary media, MeetingMaker maker, MeetingMaker makerBelow)
    {
        if (options.World == WorldKind.Large)
        {
            LargeWorld.Check(options.LargeWorld);
            return new LargeWorldBuilder(options.Seed, now, options.LargeWorld, media).Build(makerBelow);
        }

        return new WorldBuilder(options.Seed, now, options.SamplesFolder).Build(options.FurtherMeetings, maker, makerBelow);
    }
}
