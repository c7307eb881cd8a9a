using Reconvene.Client.Connections;
using Reconvene.Output;

namespace Reconvene.Commands.Connections;

/// <summary>A report as a person reads it: a line for each thing that was looked at, then the features as a table.</summary>
internal static class CheckOutput
{
    public static void Write(CredentialCheck report, Terminal terminal)
    {
        terminal.Print($"Credential {report.CredentialId}: {(report.Ok ? "works" : "does not work")}");
        foreach (var item in report.Items)
        {
            terminal.Print($"{Mark(item.State, terminal.IsRich)} {Words(item.Name)}: {OneLine(item.Message)}");
            if (item.Help is { } help)
            {
                terminal.Print($"    {OneLine(help)}");
            }
        }

        var table = new Table("feature", "possible", "add to the Zoom app");
        foreach (var feature in report.Features)
        {
            table.Add(feature.Name, Word(feature.Available), ToAdd(feature));
        }

        table.WriteTo(terminal);
    }

    private static string Mark(CheckState state, bool isRich) => (state, isRich) switch
    {
        (CheckState.Ok, true) => "✓",
        (CheckState.Warning, true) => "!",
        (CheckState.Error, true) => "✗",
        (_, true) => "-",
        (CheckState.Ok, _) => "ok     ",
        (CheckState.Warning, _) => "warning",
        (CheckState.Error, _) => "ERROR  ",
        _ => "off    ",
    };

    private static string Words(string name) => name.Replace('_', ' ');

    private static string Word(FeatureAvailability available) => available switch
    {
        FeatureAvailability.Yes => "yes",
        FeatureAvailability.No => "no",
        _ => "unknown",
    };

    /// <summary>The narrowest scope that is enough for each operation, of the granular family where there is one.</summary>
    private static string ToAdd(FeatureCheck feature) => string.Join(
        ", ",
        feature.Missing.Select(missing => missing switch
        {
            { AnyOf: [var granular, ..] } => granular,
            { Classic: [var classic, ..] } => classic,
            _ => missing.Operation,
        }).Distinct(StringComparer.Ordinal));

    // Zoom's words stand in these sentences: nothing in them may move the cursor.
    private static string OneLine(string text) => new([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]);
}
