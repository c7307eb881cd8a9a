using System.Globalization;
using System.Net.Sockets;
using Reconvene.Simulator;
using Reconvene.Simulator.Control;

namespace Reconvene.Demo;

/// <summary>The simulated Zoom account of the demo: the same people, meetings and ids in every run.</summary>
internal sealed class DemoWorld : IAsyncDisposable
{
    private const int Seed = 1;
    private const string HeldTopic = "Demo: held just now 🎬";

    private readonly ZoomSimulator _simulator;
    private readonly DemoClock _clock;

    private DemoWorld(ZoomSimulator simulator, DemoClock clock)
    {
        _simulator = simulator;
        _clock = clock;
        Secrets = simulator.Control.World();
    }

    /// <summary>Ids and secrets as the account's owner would copy them from Zoom's pages.</summary>
    public WorldView Secrets { get; }

    public int Port => _simulator.Address.Port;

    /// <summary>What makes a server take the simulator for Zoom.</summary>
    public IReadOnlyDictionary<string, string?> ServerSettings
    {
        get
        {
            var address = _simulator.Address.GetLeftPart(UriPartial.Authority);
            return new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Zoom:ApiBaseUrl"] = $"{address}/v2",
                ["Zoom:OAuthUrl"] = $"{address}/oauth",
                ["Zoom:OAuthApp:ClientId"] = _simulator.Control.OAuth.UserApp.ClientId,
                ["Zoom:OAuthApp:ClientSecret"] = _simulator.Control.OAuth.UserApp.ClientSecret,
            };
        }
    }

    public static async Task<DemoWorld> StartAsync(
        DemoState state, string folder, TimeProvider time, CancellationToken cancellation)
    {
        var clock = new DemoClock(state.StartedAt, time);
        var options = new SimulatorOptions
        {
            Seed = Seed,
            TimeProvider = clock,
            MediaFolder = Directory.CreateDirectory(Path.Combine(folder, "simulator")).FullName,
        };
        var simulator = await ZoomSimulator.StartAsync(options with { Urls = Urls(state.SimulatorPort) }, cancellation);
        return new DemoWorld(simulator, clock);
    }

    /// <summary>Lets people who consent to the simulated user-managed app come back to the server, as its owner enters at Zoom.</summary>
    public void LeadBackTo(Uri server) => _simulator.Control.OAuth.ChangeApp(
        _simulator.Control.OAuth.UserApp.ClientId,
        new AppChange { RedirectUris = [new Uri(server, "/api/v1/oauth/zoom/callback").ToString()] });

    /// <summary>Holds the demo's meeting; the server hears of it by webhook, or in a later run finds it by sync.</summary>
    /// <param name="target">Where the events go; null when this is not the first run.</param>
    /// <param name="cancellation">Stops the events.</param>
    /// <returns>The UUID of the meeting.</returns>
    public async Task<string> HoldMeetingAsync(Uri? target, CancellationToken cancellation)
    {
        _simulator.Control.WebhookTarget = target;
        var held = await _simulator.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = HeldTopic, SendWebhooks = target is not null }, cancellation);
        _clock.Run();
        if (held.Deliveries.FirstOrDefault(delivery => delivery.Status is not 200) is { } refused)
        {
            throw new CommandFailedException(
                $"The server did not take the event {refused.Event}: it answered {refused.Status?.ToString(CultureInfo.InvariantCulture) ?? refused.Error}.");
        }

        return held.Meeting.Uuid;
    }

    /// <summary>Challenges the webhook address, as Zoom does when a person saves it.</summary>
    public async Task ValidateAsync(Uri target, CancellationToken cancellation)
    {
        _simulator.Control.WebhookTarget = target;
        var validation = await _simulator.Control.ValidateUrlAsync(cancellation);
        if (!validation.IsRight)
        {
            throw new CommandFailedException(
                $"{target.AbsolutePath} did not answer the challenge of the simulator rightly: it answered {validation.Delivery?.Status?.ToString(CultureInfo.InvariantCulture) ?? "nothing"}.");
        }
    }

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    private static string Urls(int? port) => port is { } wanted && IsFree(wanted)
        ? string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{wanted}")
        : "http://127.0.0.1:0";

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(System.Net.IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
