using System.CommandLine;
using System.Globalization;
using Reconvene.Client.Audit;
using Reconvene.Options;
using Reconvene.Output;

namespace Reconvene.Commands.Audit;

internal static class ListAuditCommand
{
    public static Command Create(Terminal terminal)
    {
        var action = new Option<string?>("--action") { Description = "Only these deeds, such as login.refused.", HelpName = "ACTION" };
        var subject = new Option<string?>("--subject") { Description = "Only about this, such as user:3.", HelpName = "SUBJECT" };
        var count = new Option<int>("--count") { Description = "How many at most.", HelpName = "NUMBER", DefaultValueFactory = _ => 50 };
        var command = new Command("list", "Lists the audit trail of your tenant, the newest first; for owners.") { action, subject, count };
        var remote = RemoteOptions.AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            using var client = remote.Connect(parse);
            var entries = await client.ListAuditAsync(parse.GetValue(action), parse.GetValue(subject), cancellation)
                .Take(parse.GetValue(count))
                .ToListAsync(cancellation);
            if (parse.GetValue(json))
            {
                Json.Write(terminal, entries);
            }
            else
            {
                WriteTable(terminal, entries);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void WriteTable(Terminal terminal, IReadOnlyList<AuditEntryView> entries)
    {
        var table = new Table("number", "at", "who", "action", "subject", "detail");
        foreach (var entry in entries)
        {
            table.Add(
                entry.Sequence.ToString(CultureInfo.InvariantCulture),
                entry.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                Who(entry.Actor),
                entry.Action,
                entry.Subject,
                entry.Detail?.GetRawText() ?? "");
        }

        table.WriteTo(terminal);
    }

    private static string Who(AuditActorView actor) => string.Create(
        CultureInfo.InvariantCulture,
        $"{actor.Kind}{(actor.UserId is { } user ? $":{user}" : "")} {actor.KeyPrefix ?? actor.Address}").TrimEnd();
}
