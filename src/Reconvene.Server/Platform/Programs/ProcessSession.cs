using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Reconvene.Server.Platform.Programs;

/// <summary>A process that leads a session of its own, and all that it started in it.</summary>
internal static class ProcessSession
{
    private const int SigKill = 9;
    private const int Rounds = 50;
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(20);

    /// <summary>Ends whatever of the session still lives, and waits until it is gone.</summary>
    public static async Task EndAsync(Process leader)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var living = LivingIn(leader.Id);
            if (living.Count is 0 && leader.HasExited)
            {
                return;
            }

            _ = Kill(-leader.Id, SigKill);
            foreach (var process in living)
            {
                _ = Kill(process, SigKill);
            }

            await Task.Delay(BetweenRounds, TimeProvider.System, CancellationToken.None);
        }
    }

    private static List<int> LivingIn(int session)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var process) && IsLivingIn(folder, session))
            {
                found.Add(process);
            }
        }

        return found;
    }

    private static bool IsLivingIn(string folder, int session)
    {
        try
        {
            // pid (name) state ppid pgrp session …; the name may hold anything, so it is read from its end.
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is not ("Z" or "X") && int.Parse(fields[3], CultureInfo.InvariantCulture) == session;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
