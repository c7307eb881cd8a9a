using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Deliverables.Rendering;
using Reconvene.Server.Deliverables.Rendering.Docx;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Rendering;

/// <summary>The same content in each format.</summary>
public sealed partial class ContentTests
{
    private static readonly string[] English =
    [
        "Release planning for the spring", "Sentiment", "Positive", "Ada thanked the team twice", "Action items", "by Friday", "Attended (UTC)",
        "09:58–10:15 (17:00)", "from 10:03", "until 10:09 (08:00)", "52%",
        "3 statements of the model were left out, because the transcript does not carry them.",
    ];

    private static readonly string[] Russian =
    [
        "Планирование весеннего выпуска", "Настроение", "Смешанное", "Пётр согласился с переносом", "Задачи", "до пятницы", "Присутствие (UTC)",
        "09:58–10:15 (17:00)", "с 10:03", "до 10:09 (08:00)", "52%",
        "3 утверждения модели опущены: расшифровка их не подтверждает.",
    ];

    [Theory]
    [InlineData("md")]
    [InlineData("html")]
    [InlineData("docx")]
    public void Every_format_tells_how_people_sounded_who_attended_and_what_was_left_out_in_the_documents_language(string format)
    {
        Assert.All(English, words => Assert.Contains(words, TextOf(format, SampleDocuments.English()), StringComparison.Ordinal));
        Assert.All(Russian, words => Assert.Contains(words, TextOf(format, SampleDocuments.Russian()), StringComparison.Ordinal));
        Assert.DoesNotContain("left out", TextOf(format, SampleDocuments.English() with { DroppedClaims = 0 }), StringComparison.Ordinal);
        Assert.DoesNotContain("Sentiment", TextOf(format, SampleDocuments.Empty()), StringComparison.Ordinal);
        Assert.Contains("Too little was said", TextOf(format, SampleDocuments.Empty()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "1 statement of the model was left out", "1 утверждение модели опущено: расшифровка его")]
    [InlineData(2, "2 statements of the model were", "2 утверждения модели опущены: расшифровка их")]
    [InlineData(5, "5 statements of the model were", "5 утверждений модели опущено: расшифровка их")]
    [InlineData(11, "11 statements of the model were", "11 утверждений модели")]
    [InlineData(13, "13 statements of the model were", "13 утверждений модели")]
    [InlineData(21, "21 statements of the model were", "21 утверждение модели")]
    [InlineData(104, "104 statements of the model were", "104 утверждения модели")]
    public void Claims_that_were_dropped_are_counted_in_the_forms_of_the_language(int count, string english, string russian)
    {
        Assert.StartsWith(english, DeliverableLabels.For("en").Dropped(count), StringComparison.Ordinal);
        Assert.StartsWith(russian, DeliverableLabels.For("ru").Dropped(count), StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_leads_to_its_second_of_the_recording()
    {
        var document = SampleDocuments.English();

        Assert.Contains($"[00:12]({Dressings.Page}?t=12)", Dressings.Render("md", document, Dressings.Linked), StringComparison.Ordinal);
        Assert.Contains($"<a class=\"t\" href=\"{Dressings.Page}?t=12\">00:12</a>", Dressings.Render("html", document, Dressings.Linked), StringComparison.Ordinal);
        using var file = new MemoryStream(DocxDeliverable.Render(document, Dressings.Linked));
        using var word = WordprocessingDocument.Open(file, isEditable: false);
        Assert.Contains(word.MainDocumentPart!.HyperlinkRelationships, link => link.IsExternal && link.Uri.AbsoluteUri == $"{Dressings.Page}?t=12");
    }

    [Fact]
    public void Without_an_address_that_people_use_a_time_leads_to_its_chapter_within_the_file()
    {
        var document = SampleDocuments.English();

        Assert.DoesNotContain("](", Dressings.Render("md", document, Dressings.Plain), StringComparison.Ordinal);
        var html = Dressings.Render("html", document, Dressings.Plain);
        Assert.All(Addresses().Matches(html), match => Assert.Matches("^#c[0-9]+$", match.Groups["to"].Value));
        Assert.All(Addresses().Matches(html), match => Assert.Contains($"id=\"{match.Groups["to"].Value[1..]}\"", html, StringComparison.Ordinal));
        using var file = new MemoryStream(DocxDeliverable.Render(document, Dressings.Plain));
        using var word = WordprocessingDocument.Open(file, isEditable: false);
        Assert.Empty(word.MainDocumentPart!.HyperlinkRelationships);
    }

    [Theory]
    [MemberData(nameof(HostileTexts.All), MemberType = typeof(HostileTexts))]
    public void Nothing_that_was_said_becomes_an_address_or_markup(string text)
    {
        var document = SampleDocuments.Everywhere(text);
        foreach (var dressing in new[] { Dressings.Linked, Dressings.Branded(text) })
        {
            var html = Dressings.Render("html", document, dressing);

            Assert.Equal(
                TagsOf(Dressings.Render("html", SampleDocuments.Everywhere("x"), Dressings.Branded("x"))),
                TagsOf(html).Union(["img"], StringComparer.Ordinal).Order(StringComparer.Ordinal),
                StringComparer.Ordinal);
            Assert.All(Addresses().Matches(html), match => Assert.StartsWith($"{Dressings.Page}?t=", match.Groups["to"].Value, StringComparison.Ordinal));
            Assert.All(Sources().Matches(html), match => Assert.StartsWith("data:image/png;base64,", match.Groups["from"].Value, StringComparison.Ordinal));
            var style = html[html.IndexOf("<style>", StringComparison.Ordinal)..html.IndexOf("</style>", StringComparison.Ordinal)];
            Assert.DoesNotContain("url(", style, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("@import", style, StringComparison.OrdinalIgnoreCase);
            Assert.Equal((3, 2), (style.Split("@page").Length, style.Split("content:none").Length));
            var markdown = Dressings.Render("md", document, dressing);
            Assert.All(MarkdownLinks().Matches(markdown), match => Assert.StartsWith(Dressings.Page, match.Groups["to"].Value, StringComparison.Ordinal));
            Assert.DoesNotContain("<script", markdown, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void The_policy_in_the_file_allows_its_own_style_and_pictures_within_it_and_nothing_else()
    {
        var html = Dressings.Render("html", SampleDocuments.Russian(), Dressings.Branded("Ёлка \"и\" Ко <b>"));
        var style = html[(html.IndexOf("<style>", StringComparison.Ordinal) + 7)..html.IndexOf("</style>", StringComparison.Ordinal)];
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));

        Assert.Contains(
            $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'\">",
            html,
            StringComparison.Ordinal);
        Assert.Equal(2, html.Split("<style").Length);
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
    }

    private static string TextOf(string format, DeliverableDocument document)
    {
        if (format is not "docx")
        {
            return System.Net.WebUtility.HtmlDecode(Dressings.Render(format, document, Dressings.Linked)).Replace("\\", "", StringComparison.Ordinal);
        }

        using var file = new MemoryStream(DocxDeliverable.Render(document, Dressings.Linked));
        using var word = WordprocessingDocument.Open(file, isEditable: false);
        return word.MainDocumentPart!.Document.Body!.InnerText;
    }

    private static IEnumerable<string> TagsOf(string html) => Tags().Matches(html)
        .Select(match => match.Groups["tag"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [GeneratedRegex("<(?<tag>[a-zA-Z0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("href=\"(?<to>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Addresses();

    [GeneratedRegex("src=\"(?<from>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sources();

    [GeneratedRegex(@"(?<!\\)\]\((?<to>[^)]*)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MarkdownLinks();
}
