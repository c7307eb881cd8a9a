using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Reconvene.Client.Deliverables;

namespace Reconvene.Server.Deliverables.Rendering.Docx;

/// <summary>Who was there, as a table whose head stands on every page.</summary>
internal static class DocxParticipants
{
    private const int WholeWidth = 9638;

    public static Table Table(DeliverableDocument document, DeliverableLabels labels)
    {
        var attended = Wording.IsAttendanceKnown(document);
        string[] heads = attended ? [labels.Name, labels.Talk, labels.Attended] : [labels.Name, labels.Talk];
        var table = new Table(
            new TableProperties(
                new TableStyle { Val = DocxStyles.Table },
                new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct },
                new TableLook { Val = "04A0", FirstRow = true, FirstColumn = true, NoVerticalBand = true },
                new TableCaption { Val = labels.Participants },
                new TableDescription { Val = labels.TalkNote }),
            new TableGrid(heads.Select(_ => new GridColumn { Width = Width(heads.Length) })));
        table.Append(Row(heads, isHead: true));
        foreach (var person in document.Participants)
        {
            string[] cells = [person.Name, Wording.Talk(person)];
            table.Append(Row(attended ? [.. cells, Wording.Attendance(person, labels) ?? "—"] : cells, isHead: false));
        }

        return table;
    }

    private static TableRow Row(string[] cells, bool isHead)
    {
        var properties = new TableRowProperties(new CantSplit());
        if (isHead)
        {
            properties.Append(new TableHeader());
        }

        OpenXmlElement[] made =
        [
            .. cells.Select(cell => new TableCell(
                new TableCellProperties(new TableCellWidth { Width = Width(cells.Length), Type = TableWidthUnitValues.Dxa }),
                DocxText.Paragraph(DocxStyles.Plain, cell, DocxText.Run(cell)))),
        ];
        return new TableRow([properties, .. made]);
    }

    private static string Width(int columns) => (WholeWidth / columns).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
