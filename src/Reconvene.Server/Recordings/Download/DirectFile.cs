using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Reconvene.Server.Platform.Files;

namespace Reconvene.Server.Recordings.Download;

/// <summary>
/// What Linux can do for a file that is written once, in order, and whose size is known: room for it is taken before its
/// bytes come (fallocate(2)), and they go to the disk without a copy in the page cache (O_DIRECT), which would cost more
/// than fetching them, and drive out what others read. Where a file system cannot, files are written the usual way.
/// </summary>
internal static class DirectFile
{
    private const int KeepSize = 1;
    private const int WriteOnly = 1;
    private const int CloseOnExec = 0x80000;
    private const int Interrupted = 4;

    /// <summary>The flag's bit is the processor's own.</summary>
    private static int Direct => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x10000 : 0x4000;

    private static bool IsLinux64 => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>Opens a file that is there for writing past the page cache; null where that cannot be.</summary>
    public static SafeFileHandle? Open(string path)
    {
        if (!IsLinux64)
        {
            return null;
        }

        var handle = Open(Encoding.UTF8.GetBytes(path + '\0'), WriteOnly | Direct | CloseOnExec);
        return handle < 0 ? null : new SafeFileHandle(handle, ownsHandle: true);
    }

    /// <summary>
    /// Takes the room from where the file ends to that many bytes; how long the file says it is does not change. False
    /// where the file system cannot.
    /// </summary>
    /// <exception cref="IOException">There is no such room.</exception>
    public static bool TakeRoom(SafeFileHandle file, long from, long bytes)
    {
        if (!IsLinux64 || bytes <= 0)
        {
            return false;
        }

        int error;
        do
        {
            error = Allocate(file, KeepSize, from, bytes) is 0 ? 0 : Marshal.GetLastPInvokeError();
        }
        while (error is Interrupted);
        return DiskErrors.IsFull(error)
            ? throw new IOException($"The disk has no room for {bytes} bytes.", error)
            : error is 0;
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Allocate(SafeFileHandle file, int mode, long offset, long length);
}
