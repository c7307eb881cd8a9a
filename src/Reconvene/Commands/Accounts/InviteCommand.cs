using System.CommandLine;
using Reconvene.Client.Accounts;
using Reconvene.Options;
using Reconvene.Output;

namespace Reconvene.Commands.Accounts;

internal static class InviteCommand
{
    public static Command Create(Terminal terminal)
    {
        var email = new Argument<string>("EMAIL") { Description = "The person's address." };
        var name = new Option<string?>("--name") { Description = "What to call the person; else they choose.", HelpName = "NAME" };
        var command = new Command("invite", "Invites a person into your tenant and prints the link; it is not shown again.") { email };
        var role = RoleOption.AddTo(command, AccountRole.Viewer);
        command.Add(name);
        var remote = RemoteOptions.AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            using var client = remote.Connect(parse);
            var made = await client.InviteAsync(
                new(parse.GetRequiredValue(email), role.Read(parse), parse.GetValue(name)), cancellation);
            if (parse.GetValue(json))
            {
                Json.Write(terminal, made);
            }
            else
            {
                terminal.Print(made.Link);
                terminal.Say("Hand the link over; it counts for seven days, once, and is not shown again.");
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
