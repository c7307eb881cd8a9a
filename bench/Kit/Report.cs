using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Reconvene.Bench.Kit;

/// <summary>The figures as a person or a program reads them.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static string Table(IReadOnlyList<Figure> figures)
    {
        string[] head = ["what", "bar", "median", "worst", "holds", "behind it"];
        List<string[]> rows = [head, .. figures.Select(Row)];
        var widths = head.Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        var holding = figures.Count(figure => figure.Holds);
        var voided = figures.Count(figure => figure.VoidBecause is not null);
        return text.Append(CultureInfo.InvariantCulture, $"\n{holding} of {figures.Count} hold, {voided} void.\n").ToString();
    }

    public static string Json(IReadOnlyList<Figure> figures) => JsonSerializer.Serialize(
        figures.Select(figure => new
        {
            name = figure.Name,
            bar = figure.Bar is Bar.AtLeast ? "at_least" : "at_most",
            limit = figure.Limit,
            unit = figure.Unit,
            rounds = figure.Rounds,
            median = Number(figure.Median),
            worst = Number(figure.Worst),
            holds = figure.Holds,
            void_because = figure.VoidBecause,
            behind = figure.Behind,
        }),
        Readable) + "\n";

    private static string[] Row(Figure figure)
    {
        var unit = figure.Unit.Length is 0 ? "" : $" {figure.Unit}";
        return
        [
            figure.Name,
            $"{(figure.Bar is Bar.AtLeast ? "≥" : "≤")} {Text(figure.Limit)}{unit}",
            figure.Rounds.Count is 0 ? "–" : $"{Text(figure.Median)}{unit}",
            figure.Rounds.Count is 0 ? "–" : $"{Text(figure.Worst)}{unit}",
            figure.VoidBecause is { } reason ? $"void: {reason}" : figure.Holds ? "yes" : "NO",
            figure.Behind,
        ];
    }

    private static double? Number(double value) => double.IsFinite(value) ? value : null;

    private static string Text(double value) => value.ToString("0.00##", CultureInfo.InvariantCulture);
}
