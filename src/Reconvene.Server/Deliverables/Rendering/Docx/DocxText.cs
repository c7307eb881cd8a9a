using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Rendering.Docx;

/// <summary>Text from outside, as Word takes it.</summary>
internal static class DocxText
{
    public static Run Run(string text, string? style = null, bool isBold = false)
    {
        var clean = Clean(text);
        var run = new Run();
        if (style is not null || isBold || TextDirection.IsRightToLeft(clean))
        {
            run.RunProperties = new RunProperties
            {
                RunStyle = style is null ? null : new RunStyle { Val = style },
                Bold = isBold ? new Bold() : null,
                BoldComplexScript = isBold ? new BoldComplexScript() : null,
                RightToLeftText = TextDirection.IsRightToLeft(clean) ? new RightToLeftText() : null,
            };
        }

        run.Append(new Text(clean) { Space = SpaceProcessingModeValues.Preserve });
        return run;
    }

    /// <summary>A paragraph that runs the way its text does.</summary>
    public static Paragraph Paragraph(string style, string directedBy, params OpenXmlElement[] content)
    {
        var paragraph = new Paragraph
        {
            ParagraphProperties = new ParagraphProperties
            {
                ParagraphStyleId = new ParagraphStyleId { Val = style },
                BiDi = TextDirection.IsRightToLeft(directedBy) ? new BiDi() : null,
            },
        };
        paragraph.Append(content);
        return paragraph;
    }

    /// <summary>What XML 1.0 can hold, and nothing that would turn the text of others around.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in PlainText.OneLine(text).EnumerateRunes())
        {
            if ((!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)) && rune.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }
}
