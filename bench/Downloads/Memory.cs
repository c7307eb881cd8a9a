using System.Globalization;

namespace Reconvene.Bench.Downloads;

/// <summary>How much memory a process holds, as the kernel counts it.</summary>
internal static class Memory
{
    /// <summary>Begins anew to remember this process's peak.</summary>
    public static void Forget() => File.WriteAllText("/proc/self/clear_refs", "5");

    /// <summary>The most that was resident since the start, or since <see cref="Forget"/>.</summary>
    public static long PeakBytes() => Read("/proc/self/status", "VmHWM:") ?? 0;

    /// <summary>The same of another process; null when it is gone.</summary>
    public static long? PeakBytesOf(int process) =>
        Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status"), "VmHWM:");

    private static long? Read(string path, string name)
    {
        try
        {
            var line = File.ReadLines(path).FirstOrDefault(one => one.StartsWith(name, StringComparison.Ordinal));
            return line is null ? null : long.Parse(line[name.Length..^2], CultureInfo.InvariantCulture) << 10;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
