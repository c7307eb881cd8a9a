using System.Globalization;
using Reconvene.Server.Platform.Programs;

namespace Reconvene.Server.Deliverables.Rendering.Pdf;

/// <summary>
/// WeasyPrint, asked through its Python library: its command would open whatever file a page names, and has no switch against
/// that. Here the page is given as text, and of all addresses only pictures within it are read.
/// </summary>
internal sealed class WeasyPrint(OutsidePrograms programs) : IPdfProgram
{
    private const string Command = "weasyprint";
    private const string Interpreter = "python";

    private const string Script =
        """
        import base64, sys
        import weasyprint

        def fetch(url, *others, **named):
            head, _, body = url.partition(',')
            if head in ('data:image/png;base64', 'data:image/jpeg;base64'):
                return {'string': base64.b64decode(body), 'mime_type': head[5:-7]}
            raise ValueError('Only pictures within the page are read.')

        with open(sys.argv[1], encoding='utf-8') as file:
            page = weasyprint.HTML(string=file.read(), base_url=None, url_fetcher=fetch)
        if hasattr(weasyprint, 'DEFAULT_OPTIONS'):
            page.write_pdf(sys.argv[2], pdf_variant='pdf/ua-1', pdf_identifier=b'reconvene')
        else:
            page.write_pdf(sys.argv[2], variant='pdf/ua-1', identifier=b'reconvene')
        """;

    private static readonly ProgramLimits Limits = new(
        TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(90), MemoryBytes: 2L << 30, OutputBytes: PdfMaker.LargestBytes);

    public string Name => Command;

    public bool IsInstalled => Python() is not null;

    public Task<ProgramOutcome> RunAsync(ProgramPlace place, string page, string pdf, DateTimeOffset madeAt, CancellationToken cancellation) =>
        programs.RunAsync(
            "env",
            [
                $"HOME={place.Path}",
                $"TMPDIR={place.Path}",

                // Fonts are cut to what is used and stamped with a time, and sets are walked in an order: both always the same.
                string.Create(CultureInfo.InvariantCulture, $"SOURCE_DATE_EPOCH={madeAt.ToUnixTimeSeconds()}"),
                "PYTHONHASHSEED=0",
                "PYTHONDONTWRITEBYTECODE=1",
                Python() ?? "python3",
                "-c", Script, page, pdf,
            ],
            Limits,
            place,
            told: null,
            cancellation);

    /// <summary>The Python that the command names in its first line: the one that has the library.</summary>
    private static string? Python()
    {
        if (OutsidePrograms.Find(Command) is not { } path)
        {
            return null;
        }

        using var file = new StreamReader(path);
        var line = file.ReadLine();
        return line is not null && line.StartsWith("#!/", StringComparison.Ordinal)
            && line[2..].Trim() is var python
            && Path.GetFileName(python).StartsWith(Interpreter, StringComparison.Ordinal)
            && File.Exists(python)
                ? python
                : null;
    }
}
