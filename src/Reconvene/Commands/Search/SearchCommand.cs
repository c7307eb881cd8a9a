using System.CommandLine;
using System.Globalization;
using Reconvene.Client.Search;
using Reconvene.Options;
using Reconvene.Output;

namespace Reconvene.Commands.Search;

/// <summary><c>search</c>: finds what was said, with the page that plays it.</summary>
internal sealed class SearchCommand
{
    private const int UsualLimit = 20;

    private readonly Argument<string[]> _words = new("WORDS")
    {
        Description = "What was said, in any form; plan* is every word that begins so.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _speaker = new("--speaker") { Description = "Only what this person said, named as in the transcript.", HelpName = "NAME" };
    private readonly Option<DateOnly?> _from = DayOption.Create("--from", "Only recordings of this day and later (YYYY-MM-DD).");
    private readonly Option<DateOnly?> _to = DayOption.Create("--to", "Only recordings of this day and earlier (YYYY-MM-DD).");

    private readonly Option<int> _limit = new("--limit")
    {
        Description = "How many recordings at most.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => UsualLimit,
    };

    private readonly Command _command = new("search", "Finds recordings, on the running server, by what was said in them; newest first.");
    private readonly RemoteOptions _remote;
    private readonly JsonOption _json;
    private readonly Terminal _terminal;

    private SearchCommand(Terminal terminal)
    {
        _terminal = terminal;
        _command.Add(_words);
        _command.Add(_speaker);
        _command.Add(_from);
        _command.Add(_to);
        _command.Add(_limit);
        _remote = RemoteOptions.AddTo(_command);
        _json = JsonOption.AddTo(_command);
        _limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--limit must be 1 or more.");
            }
        });
        _command.SetAction(RunAsync);
    }

    public static Command Create(Terminal terminal) => new SearchCommand(terminal)._command;

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        using var client = _remote.Connect(parse);
        var found = await client
            .SearchAsync(
                string.Join(' ', parse.GetValue(_words)!), parse.GetValue(_speaker), parse.GetValue(_from), parse.GetValue(_to), cancellation)
            .Take(parse.GetValue(_limit))
            .ToListAsync(cancellation);
        if (parse.GetValue(_json))
        {
            Json.Write(_terminal, found);
            return ExitCodes.Done;
        }

        WriteTable(client.Server, found);
        if (found.Count is 0)
        {
            _terminal.Say("Nothing found: take fewer words, or the beginning of one with * at its end.");
        }

        return ExitCodes.Done;
    }

    private void WriteTable(Uri server, IReadOnlyList<SearchResult> found)
    {
        var table = new Table("began", "topic", "at", "who", "said", "page");
        foreach (var recording in found)
        {
            foreach (var hit in recording.Hits)
            {
                table.Add(
                    recording.StartTime.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    recording.Topic,
                    TimeSpan.FromMilliseconds(hit.StartMs).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture),
                    hit.Speaker ?? "",
                    hit.Text,
                    new Uri(server, string.Create(CultureInfo.InvariantCulture, $"/recordings/{recording.RecordingId}?t={hit.StartMs / 1000}")).AbsoluteUri);
            }
        }

        table.WriteTo(_terminal);
    }
}
