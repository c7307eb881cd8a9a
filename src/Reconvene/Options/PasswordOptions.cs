using System.CommandLine;
using Reconvene.Output;

namespace Reconvene.Options;

/// <summary>A password, never as an argument: those are seen by everyone on the machine and stay in the shell's history.</summary>
internal sealed class PasswordOptions
{
    public const string Variable = "RECONVENE_PASSWORD";

    private readonly Option<bool> _fromStdin = new("--password-stdin")
    {
        Description = $"Reads the password from the first line of stdin; else {Variable} is taken.",
    };

    private PasswordOptions()
    {
    }

    public static PasswordOptions AddTo(Command command)
    {
        var options = new PasswordOptions();
        command.Add(options._fromStdin);
        return options;
    }

    /// <summary>The password given; null when there is none.</summary>
    public async Task<string?> ReadAsync(ParseResult parse, Terminal terminal, CancellationToken cancellation)
    {
        if (!parse.GetValue(_fromStdin))
        {
            return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : null;
        }

        return await terminal.In.ReadLineAsync(cancellation) is { Length: > 0 } line
            ? line
            : throw new CommandFailedException("--password-stdin was given and stdin is empty: pipe the password in.", ExitCodes.WrongUsage);
    }
}
