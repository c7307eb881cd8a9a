using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Reconvene.Bench.Downloads;

/// <summary>A program of others, run to its end: how long it took, how much of the processor and of memory.</summary>
internal static class Peer
{
    private const int OfChildren = -1;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    /// <summary>Whether there is such a program.</summary>
    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    public static async Task<Cost> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var spent = OfAllChildren();
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = process.StandardOutput.ReadToEndAsync(cancellation);
        var peak = 0L;
        using var timer = new PeriodicTimer(BetweenLooks, TimeProvider.System);
        while (!process.HasExited)
        {
            peak = Math.Max(peak, Memory.PeakBytesOf(process.Id) ?? 0);
            await timer.WaitForNextTickAsync(cancellation);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        await said;
        return process.ExitCode is 0
            ? new Cost(seconds, OfAllChildren() - spent, 0, peak)
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    /// <summary>Seconds of the processor that all ended children had.</summary>
    private static double OfAllChildren()
    {
        if (GetResourceUse(OfChildren, out var use) is not 0)
        {
            throw new InvalidOperationException("The use of the processor by children is not told on this system.");
        }

        return use.UserSeconds + use.SystemSeconds + ((use.UserMicroseconds + use.SystemMicroseconds) / 1e6);
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetResourceUse(int who, out ResourceUse use);

    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct ResourceUse
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
    }
}
