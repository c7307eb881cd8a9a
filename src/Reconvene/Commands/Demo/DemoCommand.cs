using System.CommandLine;
using Microsoft.Extensions.Logging;
using Reconvene.Demo;
using Reconvene.Hosting;
using Reconvene.Options;
using Reconvene.Output;

namespace Reconvene.Commands.Demo;

internal sealed class DemoCommand
{
    private readonly Option<bool> _once = new("--once") { Description = "Ends after the table is printed." };
    private readonly Command _command = new("demo", "Runs the server beside a simulated Zoom and shows what comes of it; needs no keys.");
    private readonly HostingOptions _hosting;
    private readonly JsonOption _json;
    private readonly Terminal _terminal;

    private DemoCommand(Terminal terminal)
    {
        _terminal = terminal;
        _command.Add(_once);
        _hosting = HostingOptions.AddTo(_command, defaultData: "./data/demo");
        _json = JsonOption.AddTo(_command);
        _command.SetAction(RunAsync);
    }

    public static Command Create(Terminal terminal) => new DemoCommand(terminal)._command;

    private async Task<int> RunAsync(ParseResult parse, CancellationToken stopping)
    {
        var time = TimeProvider.System;
        var options = _hosting.Read(parse);
        var state = await DemoState.LoadAsync(options.DataFolder, time, stopping);
        await using var world = await DemoWorld.StartAsync(state, options.DataFolder, time, stopping);

        // Only these settings: a real account in the environment must not wander into the demo.
        options = options with { Settings = world.ServerSettings };
        await using var server = await RunningServer.StartAsync(options, LogLevel.Warning, stopping);
        var report = await new DemoRun(options, server, world, _terminal, time).RunAsync(state, stopping);
        report.WriteTo(_terminal, parse.GetValue(_json));
        if (parse.GetValue(_once))
        {
            return ExitCodes.Done;
        }

        var address = server.Addresses[0].GetLeftPart(UriPartial.Authority);
        _terminal.Say($"Reconvene listens on {address}");
        _terminal.Say($"Sign in as {state.OwnerEmail}; the password stands in {Path.Combine(options.DataFolder, DemoState.FileName)}. Ctrl+C ends it.");
        await server.WaitForShutdownAsync(stopping);
        return ExitCodes.Done;
    }
}
