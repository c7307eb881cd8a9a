using System.CommandLine;
using System.CommandLine.Help;
using Reconvene.Commands.Accounts;
using Reconvene.Commands.ApiKeys;
using Reconvene.Commands.Audit;
using Reconvene.Commands.Connections;
using Reconvene.Commands.Demo;
using Reconvene.Commands.Hosting;
using Reconvene.Commands.Recordings;
using Reconvene.Commands.Search;
using Reconvene.Commands.Simulation;
using Reconvene.Commands.Sources;
using Reconvene.Output;

namespace Reconvene;

/// <summary>Every command, listed once, and the boundary at which what goes wrong becomes a sentence and an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken stopping)
    {
        var parse = Create(terminal).Parse(arguments);
        if (parse.Errors.Count > 0 && parse.Action is not HelpAction)
        {
            return Refuse(parse, terminal);
        }

        // Without the null, the parser's library ends the process two seconds after SIGTERM, whatever still runs.
        var invocation = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await parse.InvokeAsync(invocation, stopping);
        }
#pragma warning disable CA1031 // The boundary of the program: nothing above it could say more.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Failures.Tell(error, terminal, stopping.IsCancellationRequested);
        }
    }

    public static Command Create(Terminal terminal) => new("reconvene", "Runs everything around your Zoom meetings, on your own machine.")
    {
        // A fixed width, so that help reads the same in a pipe, a test and a terminal.
        new HelpOption { Action = new HelpAction { MaxWidth = 120 } },
        new VersionOption(),
        ServeCommand.Create(terminal),
        DemoCommand.Create(terminal),
        SetupCommand.Create(terminal),
        DoctorCommand.Create(terminal),
        SimulateCommand.Create(terminal),
        SyncCommand.Create(terminal),
        new Command("recordings", "What is held here and at Zoom.") { TrashAtZoomCommand.Create(terminal) },
        SearchCommand.Create(terminal),
        CheckCommand.Create(terminal),
        new Command("api-key", "Keys that let programs use the API.") { CreateApiKeyCommand.Create(terminal) },
        InviteCommand.Create(terminal),
        UsersCommand.Create(terminal),
        TenantsCommand.Create(terminal),
        AuditCommand.Create(terminal),
    };

    private static int Refuse(ParseResult parse, Terminal terminal)
    {
        foreach (var error in parse.Errors)
        {
            terminal.Error.WriteLine(error.Message);
        }

        var path = new List<string>();
        for (var result = parse.CommandResult; result is not null; result = result.Parent as System.CommandLine.Parsing.CommandResult)
        {
            path.Insert(0, result.Command.Name);
        }

        terminal.Error.WriteLine($"See `{string.Join(' ', path)} --help`.");
        return ExitCodes.WrongUsage;
    }
}
