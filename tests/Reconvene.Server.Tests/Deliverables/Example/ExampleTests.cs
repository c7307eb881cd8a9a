using System.Globalization;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Deliverables.Rendering;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Example;

/// <summary>What stands in <c>docs/example</c> is what the server makes, and its comparison names every statement of it.</summary>
public sealed class ExampleTests
{
    private const string Update = "RECONVENE_WRITE_SNAPSHOTS";

    [SharedFact(ExampleScene.Vtt)]
    public async Task The_example_is_what_the_server_makes_of_the_real_transcript()
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite, new TestClock());
        var scene = await ExampleScene.StartAsync(world);

        foreach (var format in new[] { "md", "html", "json" })
        {
            var path = Path.Combine(Folder, $"deliverable.{format}");
            var made = await scene.ReadAsync(format);
            if (Environment.GetEnvironmentVariable(Update) is "1")
            {
                await File.WriteAllTextAsync(path, made);
            }

            Assert.True(File.Exists(path), $"{path} is missing: run this test with {Update}=1 and commit the file.");
            Assert.True(await File.ReadAllTextAsync(path) == made, $"{path} is not what is made now: run this test with {Update}=1, compare anew what changed, and commit both.");
        }
    }

    [SharedFact(ExampleScene.Vtt)]
    public async Task The_comparison_names_every_statement_beside_what_was_spoken()
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite, new TestClock());
        var scene = await ExampleScene.StartAsync(world);
        var document = await scene.DocumentAsync();
        var spoken = await scene.SpokenAsync();

        var rows = RowsOf(document, spoken).ToList();
        var comparison = (await File.ReadAllTextAsync(Path.Combine(Folder, "README.md"))).ReplaceLineEndings("\n");
        var lines = comparison.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).ToList();

        Assert.All(rows, row => Assert.True(
            lines.Exists(line => line.StartsWith(row, StringComparison.Ordinal) && line.Length > row.Length + 4),
            $"docs/example/README.md does not compare: {row}"));
        Assert.Contains($"{rows.Count} statements", comparison, StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.TrimEnd(' ', '|').EndsWith("false", StringComparison.OrdinalIgnoreCase));
    }

    [SharedFact(ExampleScene.Vtt)]
    public async Task Every_title_of_a_chapter_is_made_of_words_that_were_spoken_in_it()
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite, new TestClock());
        var scene = await ExampleScene.StartAsync(world);
        var spoken = await scene.SpokenAsync();

        Assert.All((await scene.DocumentAsync()).Chapters, chapter => Assert.All(chapter.Title.Split(", "), term => Assert.Contains(
            Enumerable.Range(chapter.FirstSegment, chapter.LastSegment - chapter.FirstSegment + 1),
            number => spoken[number].Contains(term, StringComparison.OrdinalIgnoreCase))));
    }

    /// <summary>The beginnings of the rows that a comparison has: what stands in the deliverable, where, and the spoken text.</summary>
    private static IEnumerable<string> RowsOf(DeliverableDocument document, IReadOnlyDictionary<int, string> spoken)
    {
        foreach (var one in document.Summary.Concat(document.KeyPoints).Concat(document.Decisions).Concat(document.Questions))
        {
            yield return Row(one.Text, one.Speaker, one.StartMs, one.Segments, spoken);
        }

        foreach (var one in document.ActionItems)
        {
            yield return Row($"{one.Task} Owner: {one.Owner ?? "—"}. Due: {one.Due ?? "—"}.", one.Speaker, one.StartMs, one.Segments, spoken);
        }

        foreach (var one in document.Sentiment)
        {
            yield return Row($"{one.Tone}: {one.Text}", one.Speaker, one.StartMs, one.Segments, spoken);
        }

        foreach (var chapter in document.Chapters)
        {
            yield return $"| {chapter.Title} | {chapter.FirstSegment}–{chapter.LastSegment} | {Wording.Time(chapter.StartMs)} | ";
        }

        foreach (var person in document.Participants)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"| {person.Name} | {person.TalkPercent} % | {Wording.Time(person.TalkMs)} | ");
        }
    }

    private static string Row(
        string text, string? speaker, long startMs, IReadOnlyList<int> segments, IReadOnlyDictionary<int, string> spoken) =>
        $"| {text} | {speaker} | {string.Join(", ", segments)} | {Wording.Time(startMs)} | {string.Join(" / ", segments.Select(number => spoken[number]))} | ";

    private static string Folder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Reconvene.slnx")))
            {
                folder = folder.Parent ?? throw new DirectoryNotFoundException("The repository's root stands in no folder above the tests.");
            }

            return Path.Combine(folder.FullName, "docs", "example");
        }
    }
}
