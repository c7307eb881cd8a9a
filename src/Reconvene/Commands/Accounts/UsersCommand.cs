using System.CommandLine;
using System.Globalization;
using Reconvene.Client.Accounts;
using Reconvene.Options;
using Reconvene.Output;

namespace Reconvene.Commands.Accounts;

/// <summary><c>users</c>: the people of one's tenant.</summary>
internal static class UsersCommand
{
    public static Command Create(Terminal terminal) => new("users", "The people of your tenant; for owners.")
    {
        List(terminal),
        Role(terminal),
        Remove(terminal),
    };

    private static Command List(Terminal terminal)
    {
        var command = new Command("list", "Lists the people of your tenant.");
        var remote = RemoteOptions.AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            using var client = remote.Connect(parse);
            Write(terminal, parse.GetValue(json), await client.ListUsersAsync(cancellation).ToListAsync(cancellation));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Role(Terminal terminal)
    {
        var user = new Argument<long>("USER") { Description = "The person's id." };
        var command = new Command("role", "Gives a person another role; their tokens end at once.") { user };
        var role = RoleOption.AddTo(command);
        var remote = RemoteOptions.AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            using var client = remote.Connect(parse);
            var changed = await client.ChangeRoleAsync(parse.GetRequiredValue(user), role.Read(parse), cancellation);
            Write(terminal, parse.GetValue(json), [changed]);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Remove(Terminal terminal)
    {
        var user = new Argument<long>("USER") { Description = "The person's id." };
        var command = new Command("remove", "Removes a person, with their keys and sign-ins.") { user };
        var remote = RemoteOptions.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            using var client = remote.Connect(parse);
            var id = parse.GetRequiredValue(user);
            await client.RemoveUserAsync(id, cancellation);
            terminal.Say(string.Create(CultureInfo.InvariantCulture, $"User {id} is removed."));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(Terminal terminal, bool json, IReadOnlyList<UserView> users)
    {
        if (json)
        {
            Json.Write(terminal, users);
            return;
        }

        var table = new Table("id", "email", "name", "role", "operator");
        foreach (var user in users)
        {
            table.Add(
                user.Id.ToString(CultureInfo.InvariantCulture),
                user.Email,
                user.Name,
                RoleOption.NameOf(user.Role),
                user.IsOperator ? "yes" : "");
        }

        table.WriteTo(terminal);
    }
}
