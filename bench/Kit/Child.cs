using System.Diagnostics;
using Reconvene.Bench.Downloads;
using Reconvene.Bench.Intake;

namespace Reconvene.Bench.Kit;

/// <summary>A part of a measure in a process of its own, so that its memory and its garbage are not the server's.</summary>
internal sealed class Child : IDisposable
{
    /// <summary>The first argument of such a process.</summary>
    public const string Argument = "child";

    private readonly Process _process;

    private Child(Process process) => _process = process;

    public int Id => _process.Id;

    public static Child Start(string kind, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Argument, kind, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new Child(Process.Start(start)!);
    }

    /// <summary>What a child does; ends with its exit code.</summary>
    public static Task<int> RunAsync(string kind, string[] arguments) => kind switch
    {
        Load.Kind => Load.RunAsync(arguments),
        FileHost.Kind => FileHost.RunAsync(),
        Fetcher.Kind => Fetcher.RunAsync(arguments),
        _ => throw new ArgumentException($"There is no child '{kind}'.", nameof(kind)),
    };

    /// <summary>The next line that it says.</summary>
    public async Task<string> HearAsync(CancellationToken cancellation) =>
        await _process.StandardOutput.ReadLineAsync(cancellation)
        ?? throw new InvalidOperationException("A child of the bench ended without a word.");

    public async Task TellAsync(string line, CancellationToken cancellation)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellation);
        await _process.StandardInput.FlushAsync(cancellation);
    }

    public Task EndedAsync(CancellationToken cancellation) => _process.WaitForExitAsync(cancellation);

    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
