using System.CommandLine;
using System.Globalization;
using Reconvene.Client.Accounts;
using Reconvene.Options;
using Reconvene.Output;

namespace Reconvene.Commands.Accounts;

/// <summary><c>tenants</c>: for those who run the server.</summary>
internal static class TenantsCommand
{
    public static Command Create(Terminal terminal) => new("tenants", "Groups of people who share connections and recordings; for operators.")
    {
        List(terminal),
        Add(terminal),
        Rename(terminal),
    };

    private static Command List(Terminal terminal)
    {
        var command = new Command("list", "Lists the tenants of the server.");
        var remote = RemoteOptions.AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            using var client = remote.Connect(parse);
            var tenants = await client.ListTenantsAsync(cancellation).ToListAsync(cancellation);
            WriteTable(terminal, parse.GetValue(json), tenants);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Add(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "What to call it." };
        var owner = new Option<string>("--owner") { Description = "The address of its first owner, who is invited.", HelpName = "EMAIL", Required = true };
        var command = new Command("add", "Makes a tenant and prints the link by which its first owner comes in; it is not shown again.") { name, owner };
        var remote = RemoteOptions.AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            using var client = remote.Connect(parse);
            var made = await client.MakeTenantAsync(
                new(parse.GetRequiredValue(name), parse.GetRequiredValue(owner)), cancellation);
            if (parse.GetValue(json))
            {
                Json.Write(terminal, made);
            }
            else
            {
                terminal.Print(made.Invitation.Link);
                terminal.Say(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Tenant {made.Tenant.Id} is made. Hand the link to its first owner; it is not shown again."));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Rename(Terminal terminal)
    {
        var tenant = new Argument<long>("TENANT") { Description = "The tenant's id." };
        var name = new Argument<string>("NAME") { Description = "What to call it from now on." };
        var command = new Command("rename", "Gives a tenant another name.") { tenant, name };
        var remote = RemoteOptions.AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            using var client = remote.Connect(parse);
            var renamed = await client.RenameTenantAsync(
                parse.GetRequiredValue(tenant), parse.GetRequiredValue(name), cancellation);
            WriteTable(terminal, parse.GetValue(json), [renamed]);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void WriteTable(Terminal terminal, bool json, IReadOnlyList<TenantView> tenants)
    {
        if (json)
        {
            Json.Write(terminal, tenants);
            return;
        }

        var table = new Table("id", "name", "owner", "made");
        foreach (var tenant in tenants)
        {
            table.Add(
                tenant.Id.ToString(CultureInfo.InvariantCulture),
                tenant.Name,
                tenant.HasOwner ? "yes" : "invited",
                tenant.CreatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        table.WriteTo(terminal);
    }
}
