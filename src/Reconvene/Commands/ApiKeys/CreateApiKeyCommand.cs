using System.CommandLine;
using Reconvene.Client;
using Reconvene.Client.Accounts;
using Reconvene.Options;
using Reconvene.Output;

namespace Reconvene.Commands.ApiKeys;

internal sealed class CreateApiKeyCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "What the key is for; shown in the list of keys." };
    private readonly Option<string> _scope = new("--scope")
    {
        Description = "What the key may do: read, write or manage.",
        HelpName = "SCOPE",
        DefaultValueFactory = _ => "write",
    };

    private readonly Option<string?> _email = new("--email")
    {
        Description = "Signs in as this person; not needed with a key that may manage.",
        HelpName = "EMAIL",
    };

    private readonly Command _command = new("create", "Makes an API key and prints it; it cannot be shown again.");
    private readonly RemoteOptions _remote;
    private readonly PasswordOptions _password;
    private readonly JsonOption _json;
    private readonly Terminal _terminal;

    private CreateApiKeyCommand(Terminal terminal)
    {
        _terminal = terminal;
        _scope.AcceptOnlyFromAmong("read", "write", "manage");
        _command.Add(_name);
        _command.Add(_scope);
        _command.Add(_email);
        _password = PasswordOptions.AddTo(_command);
        _remote = RemoteOptions.AddTo(_command);
        _json = JsonOption.AddTo(_command);
        _command.SetAction(RunAsync);
    }

    public static Command Create(Terminal terminal) => new CreateApiKeyCommand(terminal)._command;

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        using var client = await ConnectAsync(parse, cancellation);
        var made = await client.CreateApiKeyAsync(
            parse.GetRequiredValue(_name), Enum.Parse<ApiKeyScope>(parse.GetRequiredValue(_scope), ignoreCase: true), cancellation);
        if (parse.GetValue(_json))
        {
            Json.Write(_terminal, made);
        }
        else
        {
            _terminal.Print(made.Key);
            _terminal.Say("Keep it: it is not shown again.");
        }

        return ExitCodes.Done;
    }

    private async Task<ReconveneClient> ConnectAsync(ParseResult parse, CancellationToken cancellation)
    {
        if (parse.GetValue(_email) is not { Length: > 0 } email)
        {
            return _remote.Connect(parse);
        }

        var password = await _password.ReadAsync(parse, _terminal, cancellation)
            ?? throw new CommandFailedException(
                $"--email was given without a password: set {PasswordOptions.Variable}, or pipe it in with --password-stdin.",
                ExitCodes.WrongUsage);
        using var anonymous = ReconveneClient.Connect(_remote.Server(parse), key: null);
        var session = await anonymous.LogInAsync(email, password, cancellation);
        return anonymous.WithKey(session.AccessToken);
    }
}
