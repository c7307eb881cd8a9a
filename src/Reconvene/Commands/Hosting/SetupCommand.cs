using System.CommandLine;
using System.Security.Cryptography;
using Reconvene.Hosting;
using Reconvene.Options;
using Reconvene.Output;

namespace Reconvene.Commands.Hosting;

internal sealed class SetupCommand
{
    private readonly Option<string> _email = new("--email")
    {
        Description = "The owner's address; it is the name to sign in with.",
        HelpName = "EMAIL",
        Required = true,
    };

    private readonly Command _command = new("setup", "Makes the owner while no server runs on the data; changes nothing when there is one.");
    private readonly PasswordOptions _password;
    private readonly HostingOptions _hosting;
    private readonly JsonOption _json;
    private readonly Terminal _terminal;

    private SetupCommand(Terminal terminal)
    {
        _terminal = terminal;
        _command.Add(_email);
        _password = PasswordOptions.AddTo(_command);
        _hosting = HostingOptions.AddTo(_command, listens: false);
        _json = JsonOption.AddTo(_command);
        _command.SetAction(RunAsync);
    }

    public static Command Create(Terminal terminal) => new SetupCommand(terminal)._command;

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        var email = parse.GetRequiredValue(_email);
        var given = await _password.ReadAsync(parse, _terminal, cancellation);
        var password = given ?? RandomNumberGenerator.GetHexString(24, lowercase: true);
        await using var server = await PreparedServer.OpenAsync(_hosting.Read(parse), cancellation);
        if (!await OwnerSetup.EnsureAsync(server.Services, email, password, cancellation))
        {
            throw new CommandFailedException("There is an owner already; nothing was changed. Sign in, or reset that owner's password.");
        }

        Tell(email, given is null ? password : null, parse.GetValue(_json));
        return ExitCodes.Done;
    }

    /// <summary>A generated password is data: it can be piped into a password store, and is not shown again.</summary>
    private void Tell(string email, string? generated, bool json)
    {
        if (json)
        {
            Json.Write(_terminal, new { Email = email, Password = generated });
        }
        else if (generated is not null)
        {
            _terminal.Print(generated);
        }

        _terminal.Say(generated is null ? $"{email} owns this server now." : $"{email} owns this server now; the password is not shown again.");
    }
}
