using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Reconvene.Tests;

/// <summary>
/// The built program as a process of its own: started, listened to, stopped, killed, started again. Ended with the test.
/// </summary>
internal sealed class ChildHost : IAsyncDisposable
{
    public const int SigKill = 9;
    public const int SigTerm = 15;

    private const string ReadyMark = "listens on ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildHost(Process process) => _process = process;

    /// <summary>Everything it has written on stdout so far.</summary>
    public string Out => Read(_out);

    /// <summary>Everything it has written on stderr so far.</summary>
    public string Error => Read(_error);

    /// <summary>Whether it is gone.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts the program in a folder of its own choosing.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="arguments">As on the command line.</param>
    /// <param name="killPoint">Where it is to kill itself; null for nowhere.</param>
    /// <param name="environment">Added to the environment; a null value removes a name.</param>
    public static ChildHost Start(
        string folder,
        IEnumerable<string> arguments,
        KillPoint? killPoint = null,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        // A session of its own: a signal for the whole group of the test does not reach it, and one for its group reaches all it starts.
        var start = new ProcessStartInfo("setsid", ["dotnet", Path.Combine(AppContext.BaseDirectory, "Reconvene.dll"), .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in killPoint?.Environment ?? [])
        {
            start.Environment[name] = value;
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        var child = new ChildHost(new Process { StartInfo = start, EnableRaisingEvents = true });
        child.Begin();
        return child;
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int ExitCode, string Out, string Error)> RunAsync(string folder, params string[] arguments)
    {
        await using var child = Start(folder, arguments);
        var code = await child.WaitForExitAsync();
        return (code, child.Out, child.Error);
    }

    /// <summary>Waits for the line that says where it listens.</summary>
    public async Task<Uri> WaitUntilReadyAsync() => await _ready.Task.WaitAsync(Patience);

    /// <summary>Waits for its end; 137 is a death by SIGKILL.</summary>
    public async Task<int> WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Send(int signal) => _ = Kill(_process.Id, signal);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = Kill(-_process.Id, SigKill);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Begin()
    {
        _process.OutputDataReceived += (_, line) => Take(line.Data, _out);
        _process.ErrorDataReceived += (_, line) => Take(line.Data, _error);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"It ended before it was ready. {Error}"));
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Take(string? line, StringBuilder into)
    {
        if (line is null)
        {
            return;
        }

        lock (into)
        {
            into.AppendLine(line);
        }

        var mark = line.IndexOf(ReadyMark, StringComparison.Ordinal);
        if (mark >= 0 && Uri.TryCreate(line[(mark + ReadyMark.Length)..].Split(',')[0], UriKind.Absolute, out var address))
        {
            _ready.TrySetResult(address);
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
