using Reconvene.Output;

namespace Reconvene.Tests;

/// <summary>What a command answered that ran inside the test's own process.</summary>
internal sealed record Ran(int ExitCode, string Out, string Error)
{
    public static async Task<Ran> WithAsync(params string[] arguments)
    {
        using var input = new StringReader("");
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, new Terminal(input, output, error, IsRich: false), CancellationToken.None);
        return new Ran(code, output.ToString(), error.ToString());
    }
}
