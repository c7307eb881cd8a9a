using System.CommandLine;
using System.Globalization;
using Reconvene.Client;
using Reconvene.Options;
using Reconvene.Output;

namespace Reconvene.Commands.Sources;

internal sealed class SyncCommand
{
    private readonly Argument<long?> _source = new("SOURCE")
    {
        Description = "The source's id; none with --all.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _all = new("--all") { Description = "Every source that is active." };
    private readonly Option<DateOnly?> _from = DayOption.Create("--from", "The first day to look at (YYYY-MM-DD).");
    private readonly Option<DateOnly?> _to = DayOption.Create("--to", "The last day to look at (YYYY-MM-DD).");
    private readonly Option<bool> _wait = new("--wait") { Description = "Waits until it ends, and fails when it does." };
    private readonly Command _command = new("sync", "Asks the running server to look for recordings of a source.");
    private readonly RemoteOptions _remote;
    private readonly JsonOption _json;
    private readonly Terminal _terminal;

    private SyncCommand(Terminal terminal)
    {
        _terminal = terminal;
        _command.Add(_source);
        _command.Add(_all);
        _command.Add(_from);
        _command.Add(_to);
        _command.Add(_wait);
        _remote = RemoteOptions.AddTo(_command);
        _json = JsonOption.AddTo(_command);
        _command.Validators.Add(result =>
        {
            // Whether it is named, and not what: a name that is no number has its own sentence.
            var isNamed = result.GetResult(_source) is { Tokens.Count: > 0 };
            if (isNamed == result.GetValue(_all))
            {
                result.AddError("Name one source by its id, or all that are active with --all.");
            }
        });
        _command.SetAction(RunAsync);
    }

    public static Command Create(Terminal terminal) => new SyncCommand(terminal)._command;

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        using var client = _remote.Connect(parse);
        if (parse.GetValue(_all))
        {
            return await RunAllAsync(parse, client, cancellation);
        }

        var started = await client.SyncSourceAsync(
            parse.GetValue(_source)!.Value, parse.GetValue(_from), parse.GetValue(_to), cancellation);
        if (!parse.GetValue(_wait))
        {
            Write(parse, started, $"{started.TaskId}");
            _terminal.Say("The sync is under way; follow it with --wait, or with GET /api/v1/tasks/{task_id}.");
            return ExitCodes.Done;
        }

        var ended = await client.WaitForTaskAsync(started.TaskId, TimeProvider.System, Tell, cancellation);
        if (parse.GetValue(_json))
        {
            Json.Write(_terminal, ended);
        }
        else
        {
            WriteTable(ended);
        }

        return ended.HasSucceeded ? ExitCodes.Done : ExitCodes.Failed;
    }

    /// <summary>Fails when one of them is refused, or does not end well.</summary>
    private async Task<int> RunAllAsync(ParseResult parse, ReconveneClient client, CancellationToken cancellation)
    {
        var rows = await client.SyncSourcesAsync(sources: null, parse.GetValue(_from), parse.GetValue(_to), cancellation);
        var hasFailed = rows.Any(row => row.TaskId is null);
        var ends = new Dictionary<string, TaskProgress>(StringComparer.Ordinal);
        foreach (var task in parse.GetValue(_wait) ? rows.Select(row => row.TaskId).OfType<string>() : [])
        {
            ends[task] = await client.WaitForTaskAsync(task, TimeProvider.System, Tell, cancellation);
            hasFailed |= !ends[task].HasSucceeded;
        }

        if (parse.GetValue(_json))
        {
            Json.Write(_terminal, ends.Count > 0 ? ends.Values.ToList() : (object)rows);
        }
        else
        {
            var table = new Table("source", "name", "task", "state");
            foreach (var row in rows)
            {
                var state = row.TaskId is { } task && ends.TryGetValue(task, out var ended) ? ended.State : row.Error ?? row.Status;
                table.Add(row.SourceId.ToString(CultureInfo.InvariantCulture), row.SourceName ?? "", row.TaskId ?? "", state);
            }

            table.WriteTo(_terminal);
        }

        return hasFailed ? ExitCodes.Failed : ExitCodes.Done;
    }

    private void Write(ParseResult parse, SyncStarted started, string text)
    {
        if (parse.GetValue(_json))
        {
            Json.Write(_terminal, started);
        }
        else
        {
            _terminal.Print(text);
        }
    }

    private void Tell(TaskProgress task) =>
        _terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{task.Progress,3} % {task.Status}"));

    private void WriteTable(TaskProgress ended)
    {
        var table = new Table("what", "value");
        table.Add("state", ended.State);
        foreach (var (name, value) in ended.ResultFields())
        {
            table.Add(name, value);
        }

        if (ended.Error is not null)
        {
            table.Add("error", ended.Error);
        }

        table.WriteTo(_terminal);
    }
}
