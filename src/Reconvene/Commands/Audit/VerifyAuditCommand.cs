using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Reconvene.Options;
using Reconvene.Output;
using Reconvene.Server;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Files;

namespace Reconvene.Commands.Audit;

internal static class VerifyAuditCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("verify", "Says whether the audit trail is as it was written, and where it first is not; changes nothing.");
        var hosting = HostingOptions.AddTo(command, listens: false);
        var json = JsonOption.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            var verdicts = await VerifyAsync(hosting.Read(parse), cancellation);
            var isWhole = verdicts.All(verdict => verdict.Break is null);
            if (parse.GetValue(json))
            {
                Json.Write(terminal, new { Whole = isWhole, Chains = verdicts });
            }
            else
            {
                WriteTable(terminal, verdicts);
            }

            return isWhole ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static async Task<IReadOnlyList<AuditVerdict>> VerifyAsync(ServerOptions options, CancellationToken cancellation)
    {
        using var folder = new DataFolder(options.DataFolder);
        if (options.Database is null && !File.Exists(folder.DatabasePath))
        {
            throw new CommandFailedException($"There is no database in {folder.Path}: name the data folder with --data, or the database with --database.");
        }

        await using var database = new Database(
            options.Database ?? new DatabaseOptions(Engine.Sqlite, SqliteSettings.ConnectionString(folder.DatabasePath)));
        try
        {
            return await new VerifyAudit(database, new AuditHeadFile(folder.Path)).RunAsync(cancellation);
        }
        catch (AuditRefusedException refused)
        {
            throw new CommandFailedException(refused.Message);
        }
        catch (Exception error) when (error is DbException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw new CommandFailedException($"The audit trail could not be read: {error.Message} Check that the database runs, and start this version on it once.");
        }
    }

    private static void WriteTable(Terminal terminal, IReadOnlyList<AuditVerdict> verdicts)
    {
        var table = new Table("tenant", "entries", "found");
        foreach (var verdict in verdicts)
        {
            table.Add(
                verdict.TenantId.ToString(CultureInfo.InvariantCulture),
                verdict.Entries.ToString(CultureInfo.InvariantCulture),
                verdict.Break is { } found ? $"BROKEN: {found.Message}" : "whole");
        }

        table.WriteTo(terminal);
    }
}
