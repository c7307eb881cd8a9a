using System.Diagnostics;
using System.Globalization;

namespace Reconvene.Testing;

/// <summary>A file system in memory that is soon full, mounted over a folder for one test.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Why none can be mounted here; null when it can.</summary>
    public static string? WhyNot { get; } = Judge();

    /// <summary>Files of the folder itself, such as its mark, stand on the disk too.</summary>
    public static async Task<SmallDisk> MountAsync(string path, int mebibytes)
    {
        var files = Directory.GetFiles(path).ToDictionary(file => file, File.ReadAllBytes, StringComparer.Ordinal);
        var size = string.Create(CultureInfo.InvariantCulture, $"size={mebibytes}m,mode=0700");
        if (!await RunAsync("mount", "-t", "tmpfs", "-o", size, "tmpfs", path))
        {
            throw new InvalidOperationException($"No file system could be mounted over {path}.");
        }

        foreach (var (file, bytes) in files)
        {
            await File.WriteAllBytesAsync(file, bytes);
        }

        return new SmallDisk(path);
    }

    /// <summary>As a file system is that found itself damaged.</summary>
    public async Task ForbidWritingAsync(bool isForbidden)
    {
        if (!await RunAsync("mount", "-o", isForbidden ? "remount,ro" : "remount,rw", Path))
        {
            throw new InvalidOperationException($"The file system over {Path} could not be mounted otherwise.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Lazily: a file that the server still holds open must not keep the mount for ever.
        await RunAsync("umount", "-l", Path);
    }

    private static string? Judge()
    {
        if (!OperatingSystem.IsLinux() || !string.Equals(Environment.UserName, "root", StringComparison.Ordinal))
        {
            return "Mounting a small disk needs Linux and root.";
        }

        var trial = Directory.CreateTempSubdirectory("reconvene-mount-").FullName;
        try
        {
            if (!RunAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", trial).GetAwaiter().GetResult())
            {
                return "This machine does not let root mount a tmpfs.";
            }

            RunAsync("umount", "-l", trial).GetAwaiter().GetResult();
            return null;
        }
        finally
        {
            Directory.Delete(trial);
        }
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            await process.WaitForExitAsync();
            return process.ExitCode is 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
