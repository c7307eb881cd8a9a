using Reconvene.Server.Platform.Programs;

namespace Reconvene.Server.Deliverables.Rendering.Pdf;

/// <summary>
/// A Chromium without window, that prints one page and ends. What the page's policy does not forbid, the missing network does.
/// </summary>
internal sealed class ChromiumPrint(OutsidePrograms programs) : IPdfProgram
{
    private const string Profile = "profile";

    private static readonly string[] Commands = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>
    /// It sets aside far more addresses than it ever uses, so they cannot be the limit: what it really writes to is, in each of
    /// its processes.
    /// </summary>
    private static readonly ProgramLimits Limits = new(
        TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60), MemoryBytes: 1L << 46, OutputBytes: PdfMaker.LargestBytes)
    {
        DataBytes = 4L << 30,
        OpenFiles = 1024,
    };

    public string Name => "chromium";

    public bool IsInstalled => Command is not null;

    private static string? Command => Commands.FirstOrDefault(command => OutsidePrograms.Find(command) is not null);

    public async Task<ProgramOutcome> RunAsync(
        ProgramPlace place, string page, string pdf, DateTimeOffset madeAt, CancellationToken cancellation)
    {
        // Root, which one also is in a namespace of one's own, cannot have its sandbox: there ours is the only wall.
        var isRoot = Environment.IsPrivilegedProcess || await programs.IsolationAsync() is Isolation.UserNamespace;
        return await programs.RunAsync(
            "env",
            [
                $"HOME={place.Path}",

                // It keeps a socket there, whose path may have no more than 107 characters; so by its shortest name.
                "TMPDIR=.",
                Command ?? Commands[0],
                "--headless",
                .. isRoot ? ["--no-sandbox"] : Array.Empty<string>(),
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-extensions",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-breakpad",
                "--no-first-run",
                "--no-default-browser-check",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                $"--user-data-dir={place.Of(Profile)}",
                "--no-pdf-header-footer",
                "--generate-pdf-document-outline",
                $"--print-to-pdf={place.Of(pdf)}",
                new Uri(place.Of(page)).AbsoluteUri,
            ],
            Limits,
            place,
            told: null,
            cancellation);
    }
}
