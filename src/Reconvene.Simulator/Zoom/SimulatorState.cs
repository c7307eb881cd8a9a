using Reconvene.Simulator.Zoom.Addresses;
using Reconvene.Simulator.Zoom.Apps;
using Reconvene.Simulator.Zoom.Faults;
using Reconvene.Simulator.Zoom.Limits;
using Reconvene.Simulator.Zoom.OAuth;
using Reconvene.Simulator.Zoom.Phone.Worlds;
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
    AppRegistry Apps,
    TokenStore Tokens,
    GrantStore Grants,
    FaultScript Faults,
    RequestJournal Journal,
    WebhookSender Webhooks,
    RateLimiter Limits,
    PhoneWorld Phone)
{
    public SimulatorSwitches Switches => Options.Switches;

    /// <summary>Which apps hear of what.</summary>
    public Hearers Hearers { get; } = new(World, Apps, Grants);

    /// <summary>Known once the server listens.</summary>
    public Uri Address { get; set; } = new("http://127.0.0.1/");

    public Origins Origins { get; } = Origins.Of(Options.Hosts, Options.Certificate is not null);

    /// <summary>How addresses in events begin.</summary>
    public string WebOrigin => Origins.Web ?? Origin;

    public string ApiOrigin => Origins.Api ?? Origin;

    public string OAuthOrigin => Origins.OAuth ?? Origin;

    private string Origin => Address.GetLeftPart(UriPartial.Authority);
}
