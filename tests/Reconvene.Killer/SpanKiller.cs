using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Reconvene.Killer;

/// <summary>Counts the span's turns and ends the process at the n-th, as a power cut would: nothing is flushed.</summary>
internal sealed class SpanKiller(string span, string? subject, int nth)
{
    private const int SigKill = 9;

    private int _met;

    public void Meet(Activity activity)
    {
        if (activity.OperationName == span && IsAbout(activity) && Interlocked.Increment(ref _met) == nth)
        {
            _ = Kill(Environment.ProcessId, SigKill);

            // The signal is on its way; this thread must do nothing more.
            Process.GetCurrentProcess().WaitForExit();
        }
    }

    private bool IsAbout(Activity activity) =>
        string.IsNullOrEmpty(subject) || activity.GetTagItem("reconvene.subject") as string == subject;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
