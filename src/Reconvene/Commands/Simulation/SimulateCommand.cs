using System.CommandLine;
using Reconvene.Output;
using Reconvene.Simulator;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Control.Worlds;

namespace Reconvene.Commands.Simulation;

internal sealed class SimulateCommand
{
    private readonly Option<string> _urls = new("--urls")
    {
        Description = "Where the simulator listens; port 0 takes a free one.",
        HelpName = "URL",
        DefaultValueFactory = _ => "http://127.0.0.1:8010",
    };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "The same seed gives the same world.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<Uri?> _webhookTarget = new("--webhook-target")
    {
        Description = "Where its events go, such as http://localhost:8000/webhooks/zoom.",
        HelpName = "URL",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            {
                return uri;
            }

            result.AddError($"--webhook-target '{text}' is not an address: expected one like http://localhost:8000/webhooks/zoom.");
            return null;
        },
    };

    private readonly Option<string[]> _redirectUris = new("--redirect-uri")
    {
        Description = "Where a consent to the user-managed app may lead back to, to the letter; may be repeated. By default a server on port 8000 of this machine.",
        HelpName = "URL",
    };

    private readonly SimulatedWorld _world = new();
    private readonly SimulatedAddresses _addresses = new();
    private readonly SimulatedModels _models = new();
    private readonly Command _command = new("simulate", "Runs a stand-in for Zoom and prints its ids and secrets as JSON.");
    private readonly Terminal _terminal;

    private SimulateCommand(Terminal terminal)
    {
        _terminal = terminal;
        _command.Add(_urls);
        _command.Add(_seed);
        _command.Add(_webhookTarget);
        _command.Add(_redirectUris);
        _world.AddTo(_command);
        _addresses.AddTo(_command);
        _models.AddTo(_command);
        _command.SetAction(RunAsync);
    }

    public static Command Create(Terminal terminal) => new SimulateCommand(terminal)._command;

    private async Task<int> RunAsync(ParseResult parse, CancellationToken stopping)
    {
        var options = _addresses.Apply(parse, _world.Apply(parse, new SimulatorOptions
        {
            Urls = parse.GetRequiredValue(_urls),
            Seed = parse.GetValue(_seed),
            WebhookTarget = parse.GetValue(_webhookTarget),
        }));
        if (parse.GetValue(_redirectUris) is { Length: > 0 } redirectUris)
        {
            options = options with { RedirectUris = redirectUris };
        }

        await using var simulator = await StartAsync(options, stopping);
        await using var models = await _models.StartAsync(parse, simulator, stopping);
        var address = simulator.Address.GetLeftPart(UriPartial.Authority);
        Json.Write(_terminal, new
        {
            Address = address,
            ApiBaseUrl = new Uri(simulator.ApiAddress, "v2"),
            OauthUrl = new Uri(simulator.OAuthAddress, "oauth"),
            ControlUrl = $"{address}/_control",
            ModelBaseUrl = models is null ? null : new Uri(models.Address, "v1"),
            ModelControlUrl = models is null ? null : new Uri(models.Address, "_control"),
            World = WorldOf(simulator, options),
            Totals = simulator.Control.Totals(),
        });
        _terminal.Say($"The Zoom simulator listens on {address}");
        if (models is not null)
        {
            _terminal.Say($"The simulated server of models listens on {models.Address.GetLeftPart(UriPartial.Authority)}");
        }

        await Waiting.UntilAsync(stopping);
        return ExitCodes.Done;
    }

    /// <summary>Thousands of meetings are no answer for a terminal: the control address has them.</summary>
    private static WorldView WorldOf(ZoomSimulator simulator, SimulatorOptions options)
    {
        var world = simulator.Control.World();
        return options.World == WorldKind.Large
            ? world with { Meetings = [], Accounts = [.. world.Accounts.Select(account => account with { Meetings = [] })] }
            : world;
    }

    private static async Task<ZoomSimulator> StartAsync(SimulatorOptions options, CancellationToken cancellation)
    {
        try
        {
            return await ZoomSimulator.StartAsync(options, cancellation);
        }
        catch (ArgumentException wrong)
        {
            throw new CommandFailedException(wrong.Message, ExitCodes.StartRefused);
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException or FormatException)
        {
            throw new CommandFailedException(
                $"The simulator cannot listen on {options.Urls}: {error.Message} Choose another address with --urls.",
                ExitCodes.StartRefused);
        }
    }
}
