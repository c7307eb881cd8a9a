using System.CommandLine;
using System.Globalization;
using Reconvene.Client;
using Reconvene.Client.Recordings;
using Reconvene.Options;
using Reconvene.Output;

namespace Reconvene.Commands.Recordings;

/// <summary><c>recordings trash-at-zoom</c>: shows what would be moved to Zoom's trash, and moves it with <c>--yes</c>.</summary>
internal sealed class TrashAtZoomCommand
{
    private readonly Option<long?> _credential = new("--credential") { Description = "Only recordings of this credential.", HelpName = "ID" };

    private readonly Option<string?> _before = new("--before")
    {
        Description = "Only recordings of meetings that began before this day (YYYY-MM-DD).",
        HelpName = "DATE",
    };

    private readonly Option<bool> _yes = new("--yes") { Description = "Moves them, each after verification, and waits until that is done." };
    private readonly Command _command = new("trash-at-zoom", "Shows which recordings are held whole and could go to Zoom's trash; moves them with --yes.");
    private readonly RemoteOptions _remote;
    private readonly JsonOption _json;
    private readonly Terminal _terminal;

    private TrashAtZoomCommand(Terminal terminal)
    {
        _terminal = terminal;
        _command.Add(_credential);
        _command.Add(_before);
        _command.Add(_yes);
        _remote = RemoteOptions.AddTo(_command);
        _json = JsonOption.AddTo(_command);
        _command.SetAction(RunAsync);
    }

    public static Command Create(Terminal terminal) => new TrashAtZoomCommand(terminal)._command;

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        using var client = _remote.Connect(parse);
        var rows = await client.PreviewTrashAtZoomAsync(parse.GetValue(_credential), parse.GetValue(_before), cancellation)
            .ToListAsync(cancellation);
        if (!parse.GetValue(_yes))
        {
            Write(parse, rows);
            var meant = rows.Where(row => row.Reason is null).ToList();
            _terminal.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"{meant.Count} recordings, {meant.Sum(row => row.Bytes)} bytes, would go to Zoom's trash, {rows.Count - meant.Count} stay. Nothing was moved: --yes moves them."));
            return ExitCodes.Done;
        }

        return await MoveAsync(parse, client, [.. rows.Where(row => row.Reason is null).Select(row => row.RecordingId)], cancellation);
    }

    /// <summary>Fails when one of them did not come to be in the trash.</summary>
    private async Task<int> MoveAsync(ParseResult parse, ReconveneClient client, IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        var moved = new List<TrashAtZoomRow>();
        var hasFailed = false;
        foreach (var some in ids.Chunk(TrashAtZoomRequest.MostIds))
        {
            foreach (var row in (await client.TrashAtZoomAsync(some, cancellation)).Items)
            {
                var ended = row.TaskId is { } task ? await client.WaitForTaskAsync(task, TimeProvider.System, _ => { }, cancellation) : null;
                var result = ended?.ResultFields().ToDictionary(StringComparer.Ordinal);
                var outcome = result?.GetValueOrDefault("outcome");
                var isThere = outcome is TrashAtZoomResult.Trashed or TrashAtZoomResult.InTrashAlready;
                hasFailed |= !isThere;
                moved.Add(row with { Reason = isThere ? null : result?.GetValueOrDefault("reason") ?? ended?.Error ?? row.Reason ?? outcome });
            }
        }

        Write(parse, moved);
        _terminal.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{moved.Count(row => row.Reason is null)} recordings are in Zoom's trash for 30 days, {moved.Count(row => row.Reason is not null)} stayed."));
        return hasFailed ? ExitCodes.Failed : ExitCodes.Done;
    }

    private void Write(ParseResult parse, IReadOnlyList<TrashAtZoomRow> rows)
    {
        if (parse.GetValue(_json))
        {
            Json.Write(_terminal, rows);
            return;
        }

        var table = new Table("recording", "began", "topic", "files", "bytes", "stays because");
        foreach (var row in rows)
        {
            table.Add(
                row.RecordingId.ToString(CultureInfo.InvariantCulture),
                row.StartTime?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
                row.Topic ?? "",
                row.Files.ToString(CultureInfo.InvariantCulture),
                row.Bytes.ToString(CultureInfo.InvariantCulture),
                row.Reason ?? "");
        }

        table.WriteTo(_terminal);
    }
}
