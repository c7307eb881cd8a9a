using System.CommandLine;
using Reconvene.Checks;
using Reconvene.Options;
using Reconvene.Output;

namespace Reconvene.Commands.Hosting;

internal static class DoctorCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("doctor", "Looks at this machine and the data, and says what is wrong; changes nothing.");
        var hosting = HostingOptions.AddTo(command, listens: false);
        var json = JsonOption.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            var results = await Checkup.RunAsync(hosting.Read(parse), TimeProvider.System, cancellation);
            var healthy = results.All(result => result.State is not CheckState.Red);
            if (parse.GetValue(json))
            {
                Json.Write(terminal, new { Healthy = healthy, Checks = results });
            }
            else
            {
                WriteTable(results, terminal);
            }

            return healthy ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static void WriteTable(IReadOnlyList<CheckResult> results, Terminal terminal)
    {
        var table = new Table("check", "state", "found");
        foreach (var result in results)
        {
            table.Add(result.Name, Word(result.State), result.Action is null ? result.Message : $"{result.Message} {result.Action}");
        }

        table.WriteTo(terminal);
    }

    private static string Word(CheckState state) => state switch
    {
        CheckState.Ok => "ok",
        CheckState.Off => "off",
        CheckState.Warning => "warning",
        _ => "RED",
    };
}
