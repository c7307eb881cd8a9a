using System.Globalization;
using Spectre.Console;

namespace Reconvene.Output;

/// <summary>Rows of text under headings: drawn for a person, aligned with spaces for a pipe.</summary>
internal sealed class Table(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add([.. cells.Select(OneLine)]);

    public void WriteTo(Terminal terminal)
    {
        if (terminal.IsRich)
        {
            Draw(terminal);
            return;
        }

        var widths = headings.Select((heading, column) => _rows.Select(row => Width(row[column])).Append(Width(heading)).Max()).ToArray();
        foreach (var row in _rows.Prepend(headings))
        {
            terminal.Out.WriteLine(string.Join("  ", row.Select((cell, column) => Pad(cell, widths[column]))).TrimEnd());
        }
    }

    private static string OneLine(string text) =>
        new([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]);

    // Counts what a reader sees as letters, so that an emoji does not push its row apart.
    private static int Width(string text) => new StringInfo(text).LengthInTextElements;

    private static string Pad(string text, int width) => text + new string(' ', width - Width(text));

    private void Draw(Terminal terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Out) });
        var table = new Spectre.Console.Table().Border(TableBorder.Rounded);
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))));
        }

        foreach (var row in _rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        console.Write(table);
    }
}
