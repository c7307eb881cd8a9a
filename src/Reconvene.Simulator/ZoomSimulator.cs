using Microsoft.AspNetCore.Builder;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Control.Addresses;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.Wire;
using Reconvene.Simulator.Zoom;
using Reconvene.Simulator.Zoom.Api;
using Reconvene.Simulator.Zoom.Downloads;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.OAuth;
using Reconvene.Simulator.Zoom.Phone.Api;

namespace Reconvene.Simulator;

/// <summary>A stand-in for Zoom on the wire: tokens, users, recordings, media and webhooks of a small, known world.</summary>
public sealed class ZoomSimulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SimulatorState _state;
    private readonly string? _temporaryFolder;

    private ZoomSimulator(WebApplication app, SimulatorState state, SimulatorControl control, string? temporaryFolder)
    {
        _app = app;
        _state = state;
        _temporaryFolder = temporaryFolder;
        Control = control;
    }

    /// <summary>Where it listens. Serves as API base (with <c>/v2</c>), OAuth base and download host alike.</summary>
    public Uri Address => _state.Address;

    /// <summary>Where clients find the API, under its configured name if it has one; <c>/v2</c> is to be added.</summary>
    public Uri ApiAddress => new(_state.ApiOrigin);

    /// <summary>Where clients find tokens and consents, under the configured name if there is one; <c>/oauth</c> is to be added.</summary>
    public Uri OAuthAddress => new(_state.OAuthOrigin);

    /// <summary>Scripts it from the same process.</summary>
    public SimulatorControl Control { get; }

    /// <summary>Starts a simulator and returns when it listens.</summary>
    public static async Task<ZoomSimulator> StartAsync(SimulatorOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var temporaryFolder = options.MediaFolder is null
            ? Directory.CreateTempSubdirectory("reconvene-simulator-").FullName
            : null;
        var simulator = PutTogether(options, temporaryFolder);
        try
        {
            await simulator._app.StartAsync(cancellation);
        }
        catch
        {
            await simulator.DisposeAsync();
            throw;
        }

        simulator._state.Address = WireHost.AddressOf(simulator._app);
        return simulator;
    }

    /// <summary>What is heard in the sound of its meetings, for a stand-in that writes down speech. Nothing for a large world.</summary>
    public IReadOnlyList<HeardRecording> Heard()
    {
        lock (_state.World.Gate)
        {
            return [.. _state.World.Recordings.All.SelectMany(ControlViews.HeardIn)];
        }
    }

    /// <summary>Stops it and removes its temporary files.</summary>
    public async ValueTask DisposeAsync()
    {
        _state.Faults.Clear();
        await _app.DisposeAsync();
        await _state.Agenda.DisposeAsync();
        await _state.Webhooks.DisposeAsync();
        RemoveFolder(_temporaryFolder);
    }

    private static ZoomSimulator PutTogether(SimulatorOptions options, string? temporaryFolder)
    {
        try
        {
            var urls = UrlsOf(options);
            var state = SimulatorParts.PutTogether(options, options.MediaFolder ?? temporaryFolder!);
            var routes = Routes(state);
            var control = new SimulatorControl(state, routes);
            var app = BuildApp(options, urls, new Dispatcher(state, routes, [.. new ControlEndpoints(control).Routes]));
            return new ZoomSimulator(app, state, control, temporaryFolder);
        }
        catch
        {
            RemoveFolder(temporaryFolder);
            throw;
        }
    }

    private static void RemoveFolder(string? folder)
    {
        if (folder is not null && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The table of contents of the wire.</summary>
    private static Route[] Routes(SimulatorState state)
    {
        var guard = new ApiGuard(state);
        var pages = new PageTokens(state.Options.Seed, state.Clock);
        var finder = new MeetingFinder(state.World, state.Switches);
        return
        [
            .. new TokenEndpoints(state).Routes,
            .. new AuthorizeEndpoints(state, new Consent(state.World, state.Grants, state.Switches)).Routes,
            .. new AccountEndpoints(state.World, pages, guard).Routes,
            .. new UserEndpoints(state.World, pages, guard).Routes,
            .. new RecordingEndpoints(state, pages, guard, finder).Routes,
            .. new TrashEndpoints(state, guard, finder).Routes,
            .. new MeetingEndpoints(state, guard).Routes,
            .. new ParticipantEndpoints(state.World, pages, guard, finder).Routes,
            .. new DownloadEndpoints(state).Routes,
            .. new PhoneRecordingEndpoints(state, pages, guard).Routes,
            .. new PhoneFileEndpoints(state, guard).Routes,
            .. new PhoneTrashEndpoints(state, guard).Routes,
            .. new VoicemailEndpoints(state, pages, guard).Routes,
        ];
    }

    private static WebApplication BuildApp(SimulatorOptions options, string urls, Dispatcher dispatcher)
    {
        var certificate = options.Certificate is { } wish ? SimulatorCertificate.Load(wish) : default;
        return WireHost.Build(
            urls,
            options.LogToConsole,
            kestrel => kestrel.ConfigureHttpsDefaults(https =>
            {
                https.ServerCertificate = certificate.Certificate;
                https.ServerCertificateChain = certificate.Chain;
            }),
            dispatcher.HandleAsync);
    }

    private static string UrlsOf(SimulatorOptions options) => (options.Urls, options.Certificate) switch
    {
        (null, null) => "http://127.0.0.1:0",
        (null, _) => "https://127.0.0.1:0",
        ({ } urls, null) when urls.Contains("https://", StringComparison.OrdinalIgnoreCase) =>
            throw new ArgumentException($"'{urls}' needs a certificate: give one, or listen over http.", nameof(options)),
        ({ } urls, _) => urls,
    };
}
