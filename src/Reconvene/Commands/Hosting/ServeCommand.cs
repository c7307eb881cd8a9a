using System.CommandLine;
using Microsoft.Extensions.Logging;
using Reconvene.Hosting;
using Reconvene.Options;
using Reconvene.Output;
using Reconvene.Server;

namespace Reconvene.Commands.Hosting;

internal static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("serve", "Runs the server until it is told to stop.");
        var hosting = HostingOptions.AddTo(command);
        command.SetAction((parse, cancellation) => RunAsync(hosting.Read(parse), terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ServerOptions options, Terminal terminal, CancellationToken stopping)
    {
        await using var server = await RunningServer.StartAsync(options, LogLevel.Information, stopping);
        terminal.Say($"Reconvene listens on {string.Join(", ", server.Addresses.Select(address => address.GetLeftPart(UriPartial.Authority)))}");
        terminal.Say($"Data folder: {options.DataFolder}");
        await server.WaitForShutdownAsync(stopping);
        return ExitCodes.Done;
    }
}
