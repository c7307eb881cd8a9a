using Reconvene.Server;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Secrets;

namespace Reconvene.Checks;

/// <summary>The key that opens every sealed secret: without it, a database is not worth its backup.</summary>
internal sealed class MasterKeyCheck(ServerOptions options, string? setting) : ICheck
{
    private const string Name = "master key";

    public Task<CheckResult> RunAsync(CancellationToken cancellation) => Task.FromResult(Look());

    private CheckResult Look()
    {
        try
        {
            var keys = MasterKeyFile.Read(options.DataFolder, setting);
            return keys is null
                ? Absent()
                : new(Name, CheckState.Ok, $"{keys.CurrentId}, from {(setting is null ? MasterKeyFile.FileName : "RECONVENE_MASTER_KEY")}");
        }
        catch (StartRefusedException refused)
        {
            return new(Name, CheckState.Red, refused.Message);
        }
        catch (UnauthorizedAccessException)
        {
            return new(Name, CheckState.Red, $"{MasterKeyFile.FileName} cannot be read by this user.", "Run as the user who serves.");
        }
    }

    private CheckResult Absent() => options.Database is null && !File.Exists(Path.Combine(options.DataFolder, "reconvene.db"))
        ? new(Name, CheckState.Off, "There is none yet.", "The first start makes it; keep a copy apart from the database.")
        : new(
            Name,
            CheckState.Red,
            "There is a database and no key for its secrets.",
            $"Set RECONVENE_MASTER_KEY, or put {MasterKeyFile.FileName} back into {options.DataFolder}.");
}
