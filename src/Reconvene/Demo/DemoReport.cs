using System.Globalization;
using Reconvene.Output;

namespace Reconvene.Demo;

/// <summary>What the demo shows at its end: every recording, and what this run added.</summary>
internal sealed class DemoReport(IReadOnlyList<DemoRecording> before, IReadOnlyList<DemoRecording> after)
{
    public int NewRecordings => after.Count(recording => before.All(earlier => earlier.Id != recording.Id));

    public int NewFiles => after.Sum(recording => recording.FileCount) - before.Sum(recording => recording.FileCount);

    public int NewDeliverables => after.Sum(recording => recording.Deliverables.Count) - before.Sum(recording => recording.Deliverables.Count);

    private string Counts => string.Create(
        CultureInfo.InvariantCulture, $"{NewRecordings} recordings, {NewFiles} files, {NewDeliverables} deliverables");

    private bool IsNothingNew => (NewRecordings, NewFiles, NewDeliverables) is (0, 0, 0);

    public void WriteTo(Terminal terminal, bool json)
    {
        if (json)
        {
            Json.Write(terminal, new { New = new { Recordings = NewRecordings, Files = NewFiles, Deliverables = NewDeliverables }, Recordings = after });
        }
        else
        {
            Tabulate().WriteTo(terminal);
        }

        terminal.Say(IsNothingNew ? $"Nothing new: {Counts}." : $"New: {Counts}.");
    }

    private Table Tabulate()
    {
        var table = new Table("topic", "state", "files", "bytes", "transcript", "deliverable", "learned by");
        foreach (var recording in after)
        {
            table.Add(
                recording.Topic,
                recording.State,
                recording.FileCount.ToString(CultureInfo.InvariantCulture),
                recording.HeldBytes.ToString("N0", CultureInfo.InvariantCulture),
                recording.Transcript?.Source ?? "–",
                recording.Deliverables is [var first, ..] ? first.Title : "–",
                recording.LearnedBy);
        }

        return table;
    }
}
