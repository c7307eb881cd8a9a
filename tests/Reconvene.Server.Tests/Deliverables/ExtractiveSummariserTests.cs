using Reconvene.Client.Deliverables;
using Reconvene.Server.Deliverables;
using Reconvene.Server.Deliverables.Extractive;
using Reconvene.Server.Deliverables.Rendering;
using Reconvene.Server.Deliverables.Rendering.Html;
using Reconvene.Server.Tests.Deliverables.Rendering;
using Reconvene.Server.Tests.Transcripts;
using Reconvene.Server.Transcripts;

namespace Reconvene.Server.Tests.Deliverables;

public sealed class ExtractiveSummariserTests
{
    private static readonly DateTimeOffset RecordedAt = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", Meetings.English)]
    [InlineData("ru", Meetings.Russian)]
    public async Task Every_statement_stands_in_the_segments_it_cites(string language, string meeting)
    {
        var segments = await Meetings.SegmentsAsync(meeting);

        var document = ExtractiveSummariser.Make("Planning", RecordedAt, language, segments);

        Assert.Equal(language, LanguageGuess.Of(segments.Select(segment => segment.Text)));
        var statements = document.Summary.Concat(document.KeyPoints).Concat(document.Decisions).Concat(document.Questions)
            .Select(statement => (statement.Text, statement.Segments))
            .Concat(document.ActionItems.Select(item => (Text: item.Task, item.Segments)));
        Assert.All(statements, statement =>
        {
            var cited = string.Join(' ', segments.Where(segment => statement.Segments.Contains(segment.Number)).Select(segment => segment.Text));
            Assert.Contains(statement.Text[1..], cited, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task An_english_meeting_gives_its_decisions_tasks_owners_and_dates()
    {
        var document = ExtractiveSummariser.Make("Release planning", RecordedAt, "en", await Meetings.SegmentsAsync(Meetings.English));

        Assert.InRange(document.Summary.Count, 3, 6);
        Assert.Contains(document.Decisions, decision => decision.Text.Contains("fourteenth of April", StringComparison.Ordinal));
        Assert.Contains(document.ActionItems, item => item is { Owner: "Tom Becker", Due: "by Friday" });
        Assert.Contains(document.ActionItems, item => item is { Owner: "Aisha Khan", Due: "tomorrow" });
        Assert.Contains(document.Questions, question => question.Text.StartsWith("What happens to the user's draft", StringComparison.Ordinal));
        Assert.True(document.Chapters.Count >= 2);
        Assert.DoesNotContain(document.Summary, statement => statement.Text.Contains("hear me", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_russian_meeting_gives_its_decisions_tasks_owners_and_dates()
    {
        var document = ExtractiveSummariser.Make("Летняя школа", RecordedAt, "ru", await Meetings.SegmentsAsync(Meetings.Russian));

        Assert.InRange(document.Summary.Count, 3, 6);
        Assert.Contains(document.Decisions, decision => decision.Text.Contains("десять процентов", StringComparison.Ordinal));
        Assert.Contains(document.ActionItems, item => item is { Owner: "Олег Сёмин", Due: "до пятницы" });
        Assert.Contains(document.ActionItems, item => item is { Owner: "Денис Ким", Due: "до конца недели" });
        Assert.Equal("Сделано без языковой модели, из предложений, сказанных на встрече", document.MadeByNote);
    }

    [Fact]
    public async Task The_same_words_give_the_same_document()
    {
        var segments = await Meetings.SegmentsAsync(Meetings.English);

        var one = DeliverableJson.Write(ExtractiveSummariser.Make("T", RecordedAt, "en", segments));
        var other = DeliverableJson.Write(ExtractiveSummariser.Make("T", RecordedAt, "en", segments));

        Assert.Equal(one, other);
    }

    [Fact]
    public void Nothing_said_gives_an_empty_document()
    {
        var document = ExtractiveSummariser.Make("", RecordedAt, "und", []);

        Assert.Equal("Meeting", document.Title);
        Assert.Empty(document.Summary);
        Assert.Empty(document.Chapters);
        Assert.Contains("Too little was said", HtmlDeliverable.Render(document, Dressings.Plain), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("<v Anna>hello</v>")]
    [InlineData("&lt;b&gt; <svg onload=alert(1)>")]
    [InlineData("[x](javascript:alert(1)) <javascript:alert(1)>")]
    [InlineData("\u202Eשלום עולם 😀 `code` | # heading")]
    public void Hostile_text_is_shown_and_never_run(string text)
    {
        var document = WithEverywhere(text);

        var html = HtmlDeliverable.Render(document, Dressings.Plain);
        var markdown = MarkdownDeliverable.Render(document, Dressings.Plain);

        Assert.Equal(0, Count(html, "<script") + Count(html, "<img") + Count(html, "<svg") + Count(html, "<v ") + Count(html, "onerror=\""));
        Assert.Equal(1, Count(html, "<style>"));
        Assert.Equal(0, Count(markdown, "<") + Count(markdown.Replace("\\]", "", StringComparison.Ordinal), "]("));
    }

    [Fact]
    public void A_topic_of_ten_thousand_characters_is_shown()
    {
        var document = WithEverywhere("x") with { Title = string.Concat(Enumerable.Repeat("😀 тема ", 1400)) };

        Assert.Contains("class=\"long\"", HtmlDeliverable.Render(document, Dressings.Plain), StringComparison.Ordinal);
        Assert.InRange(FileName.Of(document.Title, "html").Length, 10, 90);
    }

    [Fact]
    public void Markdown_is_as_agreed() => Assert.Equal(
        """
        # Plan \[x\]

        2026-03-02 09:00 UTC · 01:00

        *Made without a language model, from sentences spoken in the meeting*

        ## Summary

        - One \*two\* (Anna, `00:05`)

        ## Key points

        - One \*two\* (Anna, `00:05`)

        ## Decisions

        - One \*two\* (Anna, `00:05`)

        ## Action items

        - One \*two\* (Anna, `00:05`) · Owner: **Anna** · Due: **today**

        ## Questions

        - One \*two\* (Anna, `00:05`)

        ## Chapters

        - `00:00` One \*two\*

        ## Participants

        - Anna: 100% (01:00)

        """.ReplaceLineEndings("\n"),
        MarkdownDeliverable.Render(WithEverywhere("One *two*") with
        {
            Title = "Plan [x]",
            ActionItems = [Item("One *two*") with { Owner = "Anna", Due = "today", Speaker = "Anna" }],
            Participants = [new() { Name = "Anna", TalkMs = 60_000, TalkPercent = 100 }],
            Summary = [Said("One *two*", "Anna")],
            KeyPoints = [Said("One *two*", "Anna")],
            Decisions = [Said("One *two*", "Anna")],
            Questions = [Said("One *two*", "Anna")],
        }, Dressings.Plain));

    private static DeliverableDocument WithEverywhere(string text) => new()
    {
        Title = text,
        Language = "en",
        MadeBy = "extractive",
        MadeByNote = DeliverableLabels.For("en").MadeExtractive,
        RecordedAt = RecordedAt,
        DurationMs = 60_000,
        Summary = [Said(text, text)],
        KeyPoints = [Said(text, text)],
        Decisions = [Said(text, text)],
        ActionItems = [Item(text)],
        Questions = [Said(text, text)],
        Chapters = [new() { Title = text, StartMs = 0, EndMs = 60_000, FirstSegment = 1, LastSegment = 1 }],
        Participants = [new() { Name = text, TalkMs = 60_000, TalkPercent = 100 }],
    };

    private static DeliverableStatement Said(string text, string speaker) =>
        new() { Text = text, Speaker = speaker, StartMs = 5000, Segments = [1] };

    private static DeliverableActionItem Item(string text) =>
        new() { Task = text, Owner = text, Due = text, Speaker = text, StartMs = 5000, Segments = [1] };

    private static int Count(string text, string part) => text.Split(part, StringSplitOptions.None).Length - 1;
}
