using Reconvene.Simulator.Zoom.Faults;
using Reconvene.Simulator.Zoom.OAuth;
using Reconvene.Simulator.Zoom.Webhooks;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom;

/// <summary>The parts that outlive a request, put together once at start.</summary>
internal sealed record SimulatorState(
    SimulatorOptions Options,
    SimulatorClock Clock,
    Agenda Agenda,
    World World,
    MeetingMaker Maker,
    TokenStore Tokens,
    FaultScript Faults,
    RequestJournal Journal,
    WebhookSender Webhooks)
{
    public SimulatorSwitches Switches => Options.Switches;

    /// <summary>Known once the server listens.</summary>
    public Uri Address { get; set; } = new("http://127.0.0.1/");

    public string Origin => Address.GetLeftPart(UriPartial.Authority);
}
