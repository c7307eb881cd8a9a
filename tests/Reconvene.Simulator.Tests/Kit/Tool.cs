using System.Diagnostics;

namespace Reconvene.Simulator.Tests.Kit;

internal static class Tool
{
    public static async Task<(string Output, string Errors)> RunAsync(string name, string[] arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (await output, await errors);
    }
}
