using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Options;
using Reconvene.Server.Platform.Programs;

namespace Reconvene.Server.Deliverables.Rendering.Pdf;

/// <summary>
/// Makes a PDF of a page, by a program that is neither given a network nor a reason to open anything. Made anew each time
/// that it is asked for: the page is the truth, and a second is all that is saved.
/// </summary>
internal sealed partial class PdfMaker(
    OutsidePrograms programs, IEnumerable<IPdfProgram> all, IOptions<DeliverableOptions> options, TimeProvider time, ILogger<PdfMaker> logger) : IDisposable
{
    public const long LargestBytes = 64L << 20;

    private const int AtOnce = 2;
    private const string Page = "page.html";
    private const string Pdf = "page.pdf";
    private const string Others = "ask for html or docx instead.";
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _turns = new(AtOnce);

    public async Task<PdfOutcome> MakeAsync(string html, DateTimeOffset madeAt, CancellationToken cancellation)
    {
        if (Choose(out var reason) is not { } program)
        {
            return new PdfOutcome.Unavailable(reason);
        }

        if (!await WaitAsync(cancellation))
        {
            return new PdfOutcome.Busy();
        }

        try
        {
            return await RunAsync(program, html, madeAt, cancellation);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private IPdfProgram? Choose(out string reason)
    {
        var wanted = options.Value.PdfBy;
        if (Is(DeliverableOptions.Off))
        {
            reason = $"PDF is switched off on this server (Deliverables:PdfBy): {Others}";
            return null;
        }

        var chosen = all.Where(program => Is(DeliverableOptions.Auto) || Is(program.Name)).ToList();
        reason = $"No program makes PDF on this server: whoever runs it installs {string.Join(" or ", chosen.Select(program => program.Name))} "
            + $"(Debian: apt-get install {chosen[0].Name} fonts-noto-core). Until then {Others}";
        return chosen.Find(program => program.IsInstalled);

        bool Is(string value) => wanted.Equals(value, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<bool> WaitAsync(CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(LongestWait, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            await _turns.WaitAsync(end.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<PdfOutcome> RunAsync(IPdfProgram program, string html, DateTimeOffset madeAt, CancellationToken cancellation)
    {
        using var place = programs.MakePlace();
        await File.WriteAllTextAsync(place.Of(Page), html, new UTF8Encoding(false), cancellation);
        switch (await program.RunAsync(place, Page, Pdf, madeAt, cancellation))
        {
            case ProgramOutcome.Ended { ExitCode: 0 } when await ReadAsync(place.Of(Pdf), cancellation) is { } bytes:
                return new PdfOutcome.Made(bytes);
            case ProgramOutcome.Ended ended:
                Log.Failed(logger, program.Name, ended.ExitCode, FaultIn(ended.Error));
                return new PdfOutcome.Failed($"{program.Name} could not make a PDF of this document ({ended.ExitCode}): {Others}");
            case ProgramOutcome.Stopped stopped:
                Log.Stopped(logger, program.Name, stopped.Reason);
                return new PdfOutcome.Failed($"{program.Name} {stopped.Reason} Meanwhile {Others}");
            case ProgramOutcome.NotThere gone:
                return new PdfOutcome.Unavailable(gone.Reason);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Null when it is not there, or no PDF.</summary>
    private static async Task<byte[]?> ReadAsync(string path, CancellationToken cancellation)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.LinkTarget is not null || file.Length > LargestBytes)
        {
            return null;
        }

        var bytes = await File.ReadAllBytesAsync(path, cancellation);
        return bytes.AsSpan().StartsWith("%PDF-"u8) ? bytes : null;
    }

    /// <summary>The name of the last error, if it said one. The rest may be of the document, and stays out of the log.</summary>
    private static string FaultIn(string said) =>
        said.Split(' ', ':').LastOrDefault(word => word.EndsWith("Error", StringComparison.Ordinal) && word.All(char.IsAsciiLetter)) ?? "no error that it named";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Program} ended with {ExitCode} and no PDF ({Fault})")]
        public static partial void Failed(ILogger logger, string program, int exitCode, string fault);

        [LoggerMessage(LogLevel.Warning, "{Program} made no PDF: it {Reason}")]
        public static partial void Stopped(ILogger logger, string program, string reason);
    }
}
