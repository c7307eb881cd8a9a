using Reconvene.Simulator.Control.Addresses;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Control.Worlds;

namespace Reconvene.Simulator;

/// <summary>What a simulator is started with.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The same seed and the same clock give the same world. One by default.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where to listen, separated by semicolons. A free port on the loopback address by default, over HTTPS when there is a certificate.</summary>
    public string? Urls { get; init; }

    /// <summary>What to show over HTTPS. Needed for an address that begins with https. None by default.</summary>
    public SimulatorCertificate? Certificate { get; init; }

    /// <summary>The names under which clients reach it. Whatever they call it, by default.</summary>
    public SimulatorHosts? Hosts { get; init; }

    /// <summary>The clock; the control API can add to it. The system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where events of the Server-to-Server app go. Nowhere by default.</summary>
    public Uri? WebhookTarget { get; init; }

    /// <summary>
    /// Where a consent to the user-managed app may lead back to, to the letter. By default a server on port 8000 of this
    /// machine, at <c>/api/v1/oauth/zoom/callback</c>.
    /// </summary>
    public IReadOnlyList<string> RedirectUris { get; init; } =
    [
        "http://localhost:8000/api/v1/oauth/zoom/callback",
        "http://127.0.0.1:8000/api/v1/oauth/zoom/callback",
    ];

    /// <summary>A folder with <c>transcript-2020-a.vtt</c> and <c>chat-2020-a.txt</c>; then the world holds them too.</summary>
    public string? SamplesFolder { get; init; }

    /// <summary>Where made media is kept. A temporary folder, removed at the end, by default.</summary>
    public string? MediaFolder { get; init; }

    /// <summary>How much there is in the main account. A small, told world by default.</summary>
    public WorldKind World { get; init; }

    /// <summary>How large a large world is; without effect on a small one.</summary>
    public LargeWorld LargeWorld { get; init; } = new();

    /// <summary>The apps of the world hold the scopes of Zoom Phone too, and hear of it. Off by default.</summary>
    public bool WithPhoneScopes { get; init; }

    /// <summary>How many meetings to add to the told ones of the small world, spread over the last year. None by default.</summary>
    public int FurtherMeetings { get; init; }

    /// <summary>The rate limits in force from the start. None by default.</summary>
    public LimitSettings? Limits { get; init; }

    /// <summary>Writes the web server's own log to the console. Off by default.</summary>
    public bool LogToConsole { get; init; }

    /// <summary>How it behaves at the start.</summary>
    public SimulatorSwitches Switches { get; init; } = new();
}
