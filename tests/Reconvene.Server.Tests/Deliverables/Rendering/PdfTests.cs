using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Reconvene.Server.Deliverables;
using Reconvene.Server.Deliverables.Rendering.Html;
using Reconvene.Server.Deliverables.Rendering.Pdf;
using Reconvene.Server.Platform.Files;
using Reconvene.Server.Platform.Programs;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Rendering;

public sealed class PdfTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly DataFolder _data;
    private readonly OutsidePrograms _programs;
    private readonly OutsidePrograms _unwalled;

    public PdfTests()
    {
        _data = new DataFolder(_folder.Path);
        _data.Claim(exclusively: false);
        _programs = new OutsidePrograms(_data, NullLogger<OutsidePrograms>.Instance);
        _unwalled = new OutsidePrograms(_data, NullLogger<OutsidePrograms>.Instance, () => Task.FromResult(Isolation.None));
    }

    [PdfProgramsTheory]
    [InlineData("weasyprint")]
    [InlineData("chromium")]
    public async Task A_PDF_has_title_language_tags_and_links_to_the_seconds_and_leaves_nothing_behind(string program)
    {
        var pdf = PdfText.Of(await MakeAsync(program, HtmlDeliverable.Render(SampleDocuments.Russian(), Dressings.Branded("Ёлка"))));

        Assert.Contains("/Lang (ru)", pdf, StringComparison.Ordinal);
        Assert.Contains("/StructTreeRoot", pdf, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes("Планирование")), Hex(pdf), StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"{Dressings.Page}?t=12", pdf, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(_folder.Path, OutsidePrograms.FolderPrefix + "*", SearchOption.AllDirectories));
    }

    [WeasyPrintFact]
    public async Task The_same_document_is_the_same_PDF_and_its_author_is_the_brand()
    {
        var html = HtmlDeliverable.Render(SampleDocuments.English(), Dressings.Branded("Acme"));

        var first = await MakeAsync("weasyprint", html);
        var second = await MakeAsync("weasyprint", html);

        Assert.Equal(first, second);
        Assert.Contains("/Author (Acme)", PdfText.Of(first), StringComparison.Ordinal);
        Assert.Contains("20260304100000Z", PdfText.Of(first), StringComparison.Ordinal);
    }

    [PdfProgramsTheory]
    [InlineData("weasyprint", true)]
    [InlineData("weasyprint", false)]
    [InlineData("chromium", true)]
    [InlineData("chromium", false)]
    public async Task Nothing_that_was_said_makes_the_program_call_anybody_or_open_a_file(string program, bool hasWalls)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var text = HostileTexts.Calls(listener.LocalEndpoint.ToString()!).Replace("/etc/passwd", Secret(), StringComparison.Ordinal);

        var pdf = PdfText.Of(await MakeAsync(
            program, HtmlDeliverable.Render(SampleDocuments.Everywhere(text), Dressings.Branded(text)), hasWalls));

        Assert.False(listener.Pending());
        Assert.DoesNotContain("canary-in-a-file", pdf, StringComparison.Ordinal);
        Assert.DoesNotContain("/EmbeddedFile", pdf, StringComparison.Ordinal);
        Assert.All(pdf.Split("/URI (").Skip(1), link => Assert.StartsWith(Dressings.Page, link, StringComparison.Ordinal));
    }

    /// <summary>Were our own page ever to name something: WeasyPrint's command would embed that file.</summary>
    [WeasyPrintFact]
    public async Task Of_a_page_that_names_files_and_hosts_WeasyPrint_opens_none_even_without_walls()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var (host, file) = (listener.LocalEndpoint.ToString(), Secret());
        var html = $"""
            <!DOCTYPE html><html><head><title>x</title><link rel="stylesheet" href="http://{host}/a"><link rel="stylesheet" href="file://{file}">
            <link rel="attachment" href="file://{file}"><style>@import url("file://{file}");@import url("http://{host}/b");
            @font-face {"{"}font-family:x;src:url(http://{host}/c){"}"} body {"{"}background:url(http://{host}/d);font-family:x{"}"}</style></head>
            <body><img src="http://{host}/e"><img src="file://{file}"><object data="file://{file}"></object><a rel="attachment" href="file://{file}">x</a>
            <svg><image href="http://{host}/f" width="9" height="9"/></svg></body></html>
            """;

        var pdf = PdfText.Of(await MakeAsync("weasyprint", html, hasWalls: false));

        Assert.False(listener.Pending());
        Assert.DoesNotContain("canary-in-a-file", pdf, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_program_it_is_said_which_to_install()
    {
        using var off = Maker("off", _programs, [new WeasyPrint(_programs)]);
        using var gone = Maker("auto", _programs, [new Absent("weasyprint"), new Absent("chromium")]);
        using var other = Maker("Chromium", _programs, [new WeasyPrint(_programs), new Absent("chromium")]);

        Assert.Contains("Deliverables:PdfBy", Assert.IsType<PdfOutcome.Unavailable>(await AskAsync(off)).Reason, StringComparison.Ordinal);
        Assert.Contains(
            "installs weasyprint or chromium (Debian: apt-get install weasyprint",
            Assert.IsType<PdfOutcome.Unavailable>(await AskAsync(gone)).Reason,
            StringComparison.Ordinal);
        Assert.Contains("apt-get install chromium", Assert.IsType<PdfOutcome.Unavailable>(await AskAsync(other)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_third_waits_for_its_turn_and_a_program_that_makes_nothing_is_a_failure()
    {
        var slow = new Slow();
#pragma warning disable CA2025 // All have ended before the test does.
        using var maker = Maker("auto", _programs, [slow]);

        var all = Enumerable.Range(0, 5).Select(_ => AskAsync(maker)).ToList();
#pragma warning restore CA2025
        await slow.TwoBegan;
        Assert.All(all, one => Assert.False(one.IsCompleted));
        slow.Go.SetResult();

        Assert.All(await Task.WhenAll(all), outcome => Assert.IsType<PdfOutcome.Failed>(outcome));
        Assert.Equal(2, slow.Most);
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    private static Task<PdfOutcome> AskAsync(PdfMaker maker) => maker.MakeAsync("<p>x", SampleDocuments.RecordedAt, CancellationToken.None);

    private static PdfMaker Maker(string by, OutsidePrograms programs, IEnumerable<IPdfProgram> all) => new(
        programs, all, Options.Create(new DeliverableOptions { PdfBy = by }), TimeProvider.System, NullLogger<PdfMaker>.Instance);

    /// <summary>Text in PDF is hexadecimal or bytes; both as hexadecimal here.</summary>
    private static string Hex(string pdf) => pdf + Convert.ToHexString(Encoding.Latin1.GetBytes(pdf));

    private async Task<byte[]> MakeAsync(string program, string html, bool hasWalls = true)
    {
        var programs = hasWalls ? _programs : _unwalled;
        using var maker = Maker(program, programs, [new WeasyPrint(programs), new ChromiumPrint(programs)]);
        return Assert.IsType<PdfOutcome.Made>(await maker.MakeAsync(html, SampleDocuments.RecordedAt, CancellationToken.None)).Bytes;
    }

    private string Secret()
    {
        var path = Path.Combine(_folder.Path, "secret.txt");
        File.WriteAllText(path, "canary-in-a-file");
        return path;
    }

    private sealed class Absent(string name) : IPdfProgram
    {
        public string Name => name;

        public bool IsInstalled => false;

        public Task<ProgramOutcome> RunAsync(ProgramPlace place, string page, string pdf, DateTimeOffset madeAt, CancellationToken cancellation) =>
            throw new InvalidOperationException("It is not there.");
    }

    /// <summary>Ends when it is told to, with nothing made.</summary>
    private sealed class Slow : IPdfProgram
    {
        private readonly TaskCompletionSource _twoBegan = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _running;

        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task TwoBegan => _twoBegan.Task;

        public int Most { get; private set; }

        public string Name => "slow";

        public bool IsInstalled => true;

        public async Task<ProgramOutcome> RunAsync(ProgramPlace place, string page, string pdf, DateTimeOffset madeAt, CancellationToken cancellation)
        {
            Most = Math.Max(Most, Interlocked.Increment(ref _running));
            if (_running is 2)
            {
                _twoBegan.TrySetResult();
            }

            await Go.Task.WaitAsync(cancellation);
            Interlocked.Decrement(ref _running);
            return new ProgramOutcome.Ended(0, [], "");
        }
    }
}
