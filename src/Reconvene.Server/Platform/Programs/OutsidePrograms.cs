using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Reconvene.Server.Platform.Files;

namespace Reconvene.Server.Platform.Programs;

/// <summary>
/// Runs programs that read what strangers made, such as ffprobe. Each gets a process of its own, without network, with an
/// empty environment, in a folder that is removed, within limits of time, processor, memory and output; and it is ended with
/// everything that it started, whichever way it ends.
/// </summary>
/// <param name="folder">Where each has its place.</param>
/// <param name="logger">Ours.</param>
/// <param name="tryIsolation">Finds what this machine allows; tests take walls away here.</param>
internal sealed partial class OutsidePrograms(
    DataFolder folder, ILogger<OutsidePrograms> logger, Func<Task<Isolation>>? tryIsolation = null) : IHostedService
{
    public const string FolderPrefix = "program-";

    private const int LongestError = 8 * 1024;
    private const string SearchPath = "/usr/local/bin:/usr/bin:/bin";

    private static readonly string[] Wrappers = ["setsid", "prlimit"];
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    /// <summary>No program has so long a time limit.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(1);

    /// <summary>That nothing is run takes no longer, however busy the machine is.</summary>
    private static readonly TimeSpan LongestTrial = TimeSpan.FromSeconds(10);

    private readonly Lazy<Task<Isolation>> _isolation = new(tryIsolation ?? TryIsolationAsync);

    /// <summary>What this machine allows; tried once.</summary>
    public Task<Isolation> IsolationAsync() => _isolation.Value;

    /// <summary>Where a program is; null when it is not installed.</summary>
    public static string? Find(string program) => program.Contains('/', StringComparison.Ordinal)
        ? (File.Exists(program) ? program : null)
        : SearchPath.Split(':').Select(one => Path.Combine(one, program)).FirstOrDefault(File.Exists);

    /// <summary>A folder for files that a program is to read or to write. Whoever asks for it disposes of it.</summary>
    public ProgramPlace MakePlace()
    {
        var path = Path.Combine(folder.TemporaryPath, FolderPrefix + Guid.CreateVersion7().ToString("N"));
        DataFolder.Make(path);
        return new ProgramPlace(path, () => Remove(path));
    }

    /// <summary>Runs it to its end, or to the first limit that it reaches.</summary>
    public async Task<ProgramOutcome> RunAsync(
        string program, IReadOnlyList<string> arguments, ProgramLimits limits, CancellationToken cancellation)
    {
        using var place = MakePlace();
        return await RunAsync(program, arguments, limits, place, null, cancellation);
    }

    /// <summary>The same in a folder whose files outlive it.</summary>
    /// <param name="program">A name, or a path.</param>
    /// <param name="arguments">As the program gets them, without a shell between.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="place">Where it works.</param>
    /// <param name="told">Is told each line of its standard error as it comes; null when nobody listens.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<ProgramOutcome> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        ProgramLimits limits,
        ProgramPlace place,
        Action<string>? told,
        CancellationToken cancellation)
    {
        if (Find(program) is not { } path)
        {
            return new ProgramOutcome.NotThere($"{program} is not installed.");
        }

        if (Wrappers.FirstOrDefault(wrapper => Find(wrapper) is null) is { } missing)
        {
            return new ProgramOutcome.NotThere($"{program} is not run, because nothing can limit it here: install {missing} (Debian: util-linux).");
        }

        using var process = Start(place.Path, Command(await IsolationAsync(), path, arguments, limits));
        return await WatchAsync(process, limits, told, cancellation);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Left by a process that was killed while a program ran. Where others share the folder, a young one may be theirs.
        // Real time: it is compared with what the file system wrote.
        var youngest = (TimeProvider.System.GetUtcNow() - LongestLife).UtcDateTime;
        foreach (var left in Directory.GetDirectories(folder.TemporaryPath, FolderPrefix + "*"))
        {
            if (folder.IsOursAlone || Directory.GetLastWriteTimeUtc(left) < youngest)
            {
                Remove(left);
            }
        }

        if (await IsolationAsync() is Isolation.None)
        {
            Log.NotIsolated(logger);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string[] Command(
        Isolation isolation, string path, IReadOnlyList<string> arguments, ProgramLimits limits) =>
    [
        Find("setsid")!,
        Find("prlimit")!,
        Option("as", limits.MemoryBytes),
        Option("cpu", (long)Math.Ceiling(limits.Cpu.TotalSeconds)),
        Option("fsize", limits.OutputBytes),
        Option("nofile", limits.OpenFiles),
        .. limits.DataBytes is { } data ? [Option("data", data)] : Array.Empty<string>(),
        Option("core", 0),
        .. Walls(isolation, limits.MayUseNetwork),
        path,
        .. arguments,
    ];

    /// <summary>In a process namespace whatever it starts ends with it, even what runs away from its session.</summary>
    private static string[] Walls(Isolation isolation, bool mayUseNetwork) => isolation is Isolation.None
        ? []
        :
        [
            Find("unshare")!,
            .. isolation is Isolation.UserNamespace ? ["--user", "--map-root-user"] : Array.Empty<string>(),
            .. mayUseNetwork ? Array.Empty<string>() : ["--net"],
            "--ipc", "--pid", "--fork", "--kill-child=SIGKILL", "--",
        ];

    private static string Option(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"--{name}={value}");

    /// <summary>Tries what this machine allows, by running nothing inside it. What cannot be tried is not there.</summary>
    public static async Task<Isolation> TryIsolationAsync()
    {
        if (Find("unshare") is null || Find("setsid") is not { } session || Find("true") is not { } nothing)
        {
            return Isolation.None;
        }

        foreach (var isolation in new[] { Isolation.Namespaces, Isolation.UserNamespace })
        {
            if (await IsAllowedAsync([session, .. Walls(isolation, mayUseNetwork: false), nothing], LongestTrial))
            {
                return isolation;
            }
        }

        return Isolation.None;
    }

    /// <summary>Whether a command that begins a session can be run, and ends well in time.</summary>
    internal static async Task<bool> IsAllowedAsync(string[] command, TimeSpan limit)
    {
        try
        {
            using var late = new CancellationTokenSource(limit, TimeProvider.System);
            using var trial = Start("/", command);
            await trial.WaitForExitAsync(late.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var isEnded = trial.HasExited;
            await ProcessSession.EndAsync(trial);
            return isEnded && trial.ExitCode is 0;
        }
        catch (Win32Exception)
        {
            // No process can be made just now, or none of this kind.
            return false;
        }
    }

    /// <summary>Another node may be removing the same, and nobody is stopped by what is left.</summary>
    private void Remove(string place)
    {
        try
        {
            Directory.Delete(place, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(place))
            {
                Log.NotRemoved(logger, place, error);
            }
        }
    }

    private static Process Start(string place, string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            WorkingDirectory = place,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = SearchPath;
        start.Environment["LANG"] = "C.UTF-8";
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    private static async Task<ProgramOutcome> WatchAsync(
        Process process, ProgramLimits limits, Action<string>? told, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(limits.Time, TimeProvider.System);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lines = told is null ? null : new ToldLines(told);
        var output = ReadAsync(process.StandardOutput.BaseStream, limits.OutputBytes, full, null);
        var error = ReadAsync(process.StandardError.BaseStream, LongestError, tooMuch: null, lines);

        // Which of the ends it was is looked at when everything has ended.
        await Task.WhenAny(process.WaitForExitAsync(end.Token), full.Task);
        await ProcessSession.EndAsync(process);

        // A pipe stays open as long as anyone holds it; by now nobody should.
        var said = Task.WhenAll(output, error);
        await ((Task)said.WaitAsync(LastWords, TimeProvider.System, CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        if (full.Task.IsCompleted)
        {
            return new ProgramOutcome.Stopped($"wrote more than {limits.OutputBytes} bytes and was ended.");
        }

        return late.IsCancellationRequested || !said.IsCompletedSuccessfully
            ? new ProgramOutcome.Stopped($"did not end within {limits.Time:g} and was ended.")
            : new ProgramOutcome.Ended(process.ExitCode, await output, Text(await error));
    }

    /// <summary>Keeps so much; what follows is refused, or read and forgotten.</summary>
    private static async Task<byte[]> ReadAsync(Stream stream, long most, TaskCompletionSource? tooMuch, ToldLines? lines)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, CancellationToken.None) is var read and > 0)
        {
            lines?.Add(buffer.AsSpan(0, read));
            var room = (int)Math.Min(read, most - kept.Length);
            kept.Write(buffer.AsSpan(0, room));
            if (room < read && tooMuch is not null)
            {
                tooMuch.SetResult();
                break;
            }
        }

        return kept.ToArray();
    }

    private static string Text(byte[] bytes)
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(bytes));
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = char.IsControl(text[i]) ? ' ' : text[i];
        }

        return text.ToString().Trim();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Place}, which an outside program used, could not be removed now: a later start tries again")]
        public static partial void NotRemoved(ILogger logger, string place, Exception error);

        [LoggerMessage(LogLevel.Warning, "This system lets outside programs have no network namespace: they are held by their list of protocols, their limits and the session alone. Allow user namespaces (sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone) for the wall")]
        public static partial void NotIsolated(ILogger logger);
    }
}
