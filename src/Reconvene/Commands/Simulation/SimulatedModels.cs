using System.CommandLine;
using Reconvene.Simulator;

namespace Reconvene.Commands.Simulation;

/// <summary>A stand-in for a server of models beside Zoom's, which knows the sound of its world.</summary>
internal sealed class SimulatedModels
{
    private readonly Option<string?> _urls = new("--model-urls")
    {
        Description = "Where to listen as a server of models such as OpenAI's, for chat and speech; port 0 takes a free one. Not at all when left out.",
        HelpName = "URL",
    };

    private readonly Option<string?> _key = new("--model-key")
    {
        Description = "The key that the server of models asks for. None when left out.",
        HelpName = "TEXT",
    };

    public void AddTo(Command command)
    {
        command.Add(_urls);
        command.Add(_key);
    }

    /// <summary>Null when none is wished for.</summary>
    public async Task<OpenAiSimulator?> StartAsync(ParseResult parse, ZoomSimulator zoom, CancellationToken cancellation)
    {
        if (parse.GetValue(_urls) is not { } urls)
        {
            return null;
        }

        try
        {
            return await OpenAiSimulator.StartAsync(
                new OpenAiSimulatorOptions { Urls = urls, ApiKey = parse.GetValue(_key), HeardNow = zoom.Heard }, cancellation);
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException or FormatException)
        {
            throw new CommandFailedException(
                $"The server of models cannot listen on {urls}: {error.Message} Choose another address with --model-urls.",
                ExitCodes.StartRefused);
        }
    }
}
