using System.CommandLine;
using System.Globalization;
using Reconvene.Client;
using Reconvene.Client.Connections;
using Reconvene.Options;
using Reconvene.Output;

namespace Reconvene.Commands.Connections;

internal sealed class CheckCommand
{
    private const string All = "all";

    private readonly Option<Wanted> _credential = new("--credential")
    {
        Description = "The credential's id, or all.",
        HelpName = "ID",
        DefaultValueFactory = _ => new Wanted(null),
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text is All)
            {
                return new Wanted(null);
            }

            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                return new Wanted(id);
            }

            result.AddError($"--credential '{text}' is no id: expected a number, or {All}.");
            return null;
        },
    };

    private readonly Option<bool> _meeting = new("--create-meeting")
    {
        Description = "Also makes a meeting two hours ahead, and deletes it again.",
    };

    private readonly Command _command = new("check", "Asks Zoom, through the running server, whether credentials work and what they may do.");
    private readonly RemoteOptions _remote;
    private readonly JsonOption _json;
    private readonly Terminal _terminal;

    private CheckCommand(Terminal terminal)
    {
        _terminal = terminal;
        _command.Add(_credential);
        _command.Add(_meeting);
        _remote = RemoteOptions.AddTo(_command);
        _json = JsonOption.AddTo(_command);
        _command.SetAction(RunAsync);
    }

    public static Command Create(Terminal terminal) => new CheckCommand(terminal)._command;

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        using var client = _remote.Connect(parse);
        var reports = new List<CredentialCheck>();
        foreach (var credential in await CredentialsAsync(client, parse.GetRequiredValue(_credential), cancellation))
        {
            _terminal.Say($"Asking Zoom about credential {credential}…");
            var report = await client.CheckCredentialAsync(credential, parse.GetValue(_meeting), cancellation);
            reports.Add(report);
            if (!parse.GetValue(_json))
            {
                CheckOutput.Write(report, _terminal);
            }
        }

        var ok = reports.TrueForAll(report => report.Ok);
        if (parse.GetValue(_json))
        {
            Json.Write(_terminal, new { Ok = ok, Checks = reports });
        }

        return ok ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static async Task<IReadOnlyList<long>> CredentialsAsync(
        ReconveneClient client, Wanted wanted, CancellationToken cancellation)
    {
        if (wanted.Id is { } one)
        {
            return [one];
        }

        var all = new List<long>();
        await foreach (var credential in client.ListCredentialsAsync(cancellation))
        {
            all.Add(credential.Id);
        }

        return all.Count > 0
            ? all
            : throw new CommandFailedException(
                "There is no credential to check: add one with POST /api/v1/credentials, as docs/zoom-app.md tells.", ExitCodes.Failed);
    }

    /// <summary>Which credentials.</summary>
    /// <param name="Id">The only one; null for all.</param>
    private sealed record Wanted(long? Id)
    {
        /// <summary>As help shows it.</summary>
        public override string ToString() => Id?.ToString(CultureInfo.InvariantCulture) ?? All;
    }
}
